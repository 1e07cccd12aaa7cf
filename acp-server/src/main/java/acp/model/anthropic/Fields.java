package acp.model.anthropic;

import acp.model.dialect.Json;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An object of JSON, laid flat: {@code {"delta":{"text":"a"}}} has the field {@code delta.text}.
 * The order of its fields does not matter, which a server may choose. Lists are left out; what is
 * called {@code input} stays JSON.
 */
final class Fields {
  private static final String INPUT = "input";
  private static final int MAX_DEPTH = 4;

  private final Map<String, String> values = new HashMap<>();

  private Fields() {}

  /** Reads the object whose opening brace was just read, up to its closing one. */
  static Fields read(JsonFactory factory, JsonParser json) throws IOException {
    Fields fields = new Fields();
    fields.read(factory, json, "", 1);
    return fields;
  }

  private void read(JsonFactory factory, JsonParser json, String path, int depth)
      throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT && name.equals(INPUT)) {
        values.put(path + name, Json.copy(factory, json));
      } else if (value == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
        read(factory, json, path + name + ".", depth + 1);
      } else if (value.isStructStart()) {
        json.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        values.put(path + name, json.getText());
      }
    }
  }

  /** True if there is such a field, or one below it. */
  boolean has(String path) {
    return values.keySet().stream()
        .anyMatch(name -> name.equals(path) || name.startsWith(path + "."));
  }

  /** The text of that field; empty if there is none. */
  String text(String path) {
    return values.getOrDefault(path, "");
  }

  /** The number of that field, not below 0; empty if there is none. */
  OptionalLong number(String path) {
    try {
      String value = values.get(path);
      return value == null
          ? OptionalLong.empty()
          : OptionalLong.of(Math.max(0, Long.parseLong(value)));
    } catch (NumberFormatException other) {
      return OptionalLong.empty();
    }
  }
}
