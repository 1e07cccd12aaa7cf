package acp.model.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** The little that is needed of JSON as text. */
public final class Json {

  private Json() {}

  /** True if the text is one whole object. */
  public static boolean isObject(JsonFactory factory, CharSequence text) {
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
  public static String object(JsonFactory factory, String name, String value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField(name, value);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** The value at which the parser stands, as text. */
  public static String copy(JsonFactory factory, JsonParser from) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.copyCurrentStructure(from);
    }
    return text.toString();
  }

  /** Writes a tree by hand: its own way would make a mapper of its own, which is slow to make. */
  public static void write(JsonGenerator json, JsonNode node) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> {
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          json.writeFieldName(field.getKey());
          write(json, field.getValue());
        }
        json.writeEndObject();
      }
      case ARRAY -> {
        json.writeStartArray();
        for (JsonNode element : node) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case STRING -> json.writeString(node.textValue());
      case NUMBER -> json.writeNumber(node.asText());
      case BOOLEAN -> json.writeBoolean(node.booleanValue());
      case NULL, MISSING, BINARY, POJO -> json.writeNull();
    }
  }
}
