package acp.transfer.own;

import acp.store.Trees;
import acp.transfer.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The words of the format, and how its JSON is read and written. */
final class Words {
  static final String FORMAT = "acp-server-session";
  static final int VERSION = 1;

  /** The text in quotes. */
  static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** The value, the same one always in the same way. */
  static String written(JsonNode value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      Trees.write(value, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private Words() {}
}
