package acp.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the facts that go with an error, without data binding: an error may precede it. */
final class Facts {

  private Facts() {}

  /** Writes maps, lists, numbers, booleans and null as such, and all else as its text. */
  static void write(@Nullable Object fact, JsonGenerator out) throws IOException {
    if (fact instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        write(entry.getValue(), out);
      }
      out.writeEndObject();
    } else if (fact instanceof Iterable<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(element, out);
      }
      out.writeEndArray();
    } else if (fact instanceof Boolean claim) {
      out.writeBoolean(claim);
    } else if (fact instanceof Integer || fact instanceof Long) {
      out.writeNumber(((Number) fact).longValue());
    } else if (fact instanceof Number number) {
      out.writeNumber(number.doubleValue());
    } else if (fact == null) {
      out.writeNull();
    } else {
      out.writeString(fact.toString());
    }
  }
}
