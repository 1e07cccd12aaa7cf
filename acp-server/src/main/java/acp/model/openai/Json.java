package acp.model.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;

/** The little that is needed of JSON as text. */
final class Json {

  private Json() {}

  /** True if the text is one whole object. */
  static boolean isObject(JsonFactory factory, CharSequence text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) <= ' ') {
      end--;
    }
    if (end == 0 || text.charAt(end - 1) != '}') {
      return false; // nearly always, and cheaply
    }
    try (JsonParser json = factory.createParser(text.toString())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      json.skipChildren();
      return json.nextToken() == null;
    } catch (IOException malformed) {
      return false;
    }
  }

  /** An object with one string in it. */
  static String object(JsonFactory factory, String name, String value) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField(name, value);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The value at which the parser stands, as text. */
  static String copy(JsonFactory factory, JsonParser from) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.copyCurrentStructure(from);
    }
    return text.toString();
  }
}
