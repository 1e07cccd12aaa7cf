package acp.model.responses;

import acp.model.ModelEvent;
import acp.model.dialect.Json;
import acp.model.dialect.Values;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as the server tells it whole, which it does at its beginning and at its end. What is
 * not said is empty.
 *
 * @param status such as {@code completed}, {@code incomplete} or {@code failed}
 * @param reason why it is incomplete
 * @param error what went wrong, as an object that holds it; null for nothing
 * @param output its pieces, in order
 */
record ResponseState(
    String status,
    String reason,
    @Nullable String error,
    List<OutputItem> output,
    ModelEvent.@Nullable Usage usage) {

  /** Reads an object whose opening brace was just read. */
  static ResponseState read(JsonFactory factory, JsonParser json) throws IOException {
    String status = "";
    String reason = "";
    String error = null;
    List<OutputItem> output = List.of();
    ModelEvent.Usage usage = null;
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      switch (field) {
        case "status" -> status = Values.string(json);
        case "incomplete_details" -> reason = reason(json);
        case "error" -> error = error(factory, json);
        case "output" -> output = output(factory, json);
        case "usage" -> usage = usage(json);
        default -> json.skipChildren();
      }
    }
    return new ResponseState(status, reason, error, output, usage);
  }

  private static String reason(JsonParser json) throws IOException {
    String reason = "";
    if (Values.isObject(json)) {
      for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
        String value = Values.string(json);
        reason = field.equals("reason") ? value : reason;
      }
    }
    return reason;
  }

  private static @Nullable String error(JsonFactory factory, JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    return "{\"error\":" + Json.copy(factory, json) + "}";
  }

  private static List<OutputItem> output(JsonFactory factory, JsonParser json) throws IOException {
    List<OutputItem> output = new ArrayList<>();
    if (Values.isArray(json)) {
      while (Values.nextObject(json)) {
        output.add(OutputItem.read(factory, json));
      }
    }
    return output;
  }

  private static ModelEvent.@Nullable Usage usage(JsonParser json) throws IOException {
    if (!Values.isObject(json)) {
      return null;
    }
    long input = 0;
    long output = 0;
    long cached = 0;
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      switch (field) {
        case "input_tokens" -> input = Values.number(json);
        case "output_tokens" -> output = Values.number(json);
        case "input_tokens_details" -> cached = cached(json);
        default -> json.skipChildren();
      }
    }
    return new ModelEvent.Usage(input, output, cached);
  }

  private static long cached(JsonParser json) throws IOException {
    long cached = 0;
    if (Values.isObject(json)) {
      for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
        long value = Values.number(json);
        cached = field.equals("cached_tokens") ? value : cached;
      }
    }
    return cached;
  }
}
