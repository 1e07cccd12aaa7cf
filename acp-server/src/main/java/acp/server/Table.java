package acp.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of the settings file. What is there but cannot be used fails with a {@link
 * SettingsException} that names the file and the key, and never the value, which may be a secret.
 *
 * @param where the file and the key, for people
 */
record Table(String where, JsonNode node) {

  /** The text of that key; null if there is none. */
  @Nullable String text(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isValueNode()) {
      throw wrong(key, "text");
    }
    return value.asText();
  }

  /**
   * The text of that key.
   *
   * @throws SettingsException also if there is none
   */
  String need(String key) {
    String text = text(key);
    if (text == null || text.isBlank()) {
      throw new SettingsException(where + "." + key + " is missing");
    }
    return text;
  }

  /** The texts of that key; empty if there is none. */
  List<String> texts(String key) {
    JsonNode value = node.get(key);
    List<String> texts = new ArrayList<>();
    if (value == null) {
      return texts;
    }
    if (!value.isArray()) {
      throw wrong(key, "a list of texts");
    }
    for (JsonNode item : value) {
      if (!item.isValueNode()) {
        throw wrong(key, "a list of texts");
      }
      texts.add(item.asText());
    }
    return texts;
  }

  /** The texts of a table by their names, in the order of the file; empty if there is none. */
  Map<String, String> textMap(String key) {
    JsonNode value = node.get(key);
    Map<String, String> texts = new LinkedHashMap<>();
    if (value == null) {
      return texts;
    }
    if (!value.isObject()) {
      throw wrong(key, "a table of texts");
    }
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      if (!each.getValue().isValueNode()) {
        throw wrong(key + "." + each.getKey(), "text");
      }
      texts.put(each.getKey(), each.getValue().asText());
    }
    return texts;
  }

  /** What is switched by that key. */
  boolean flag(String key, boolean absent) {
    JsonNode value = node.get(key);
    if (value == null) {
      return absent;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "true or false");
    }
    return value.booleanValue();
  }

  /** The whole number of that key; null if there is none. */
  @Nullable Long number(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(key, "a whole number");
    }
    return value.longValue();
  }

  /** The number of that key; null if there is none. */
  @Nullable Double decimal(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw wrong(key, "a number");
    }
    return value.doubleValue();
  }

  private SettingsException wrong(String key, String kind) {
    return new SettingsException(where + "." + key + " must be " + kind);
  }
}
