package acp.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings file. Nothing of TOML is loaded where there is none. */
final class ConfigFile {

  private ConfigFile() {}

  /**
   * The values by their keys, those of a table as {@code table.key}; empty where there is no file.
   *
   * @throws SettingsException if the file cannot be read
   */
  static Map<String, String> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, String> values = new HashMap<>();
    try {
      flatten(
          "", new TomlMapper().readTree(Files.readString(file, StandardCharsets.UTF_8)), values);
    } catch (JsonProcessingException notToml) {
      var at = notToml.getLocation();
      String place = at == null ? "" : ", line " + at.getLineNr();
      throw new SettingsException(file + place + ": this is not TOML");
    } catch (IOException unreadable) {
      throw new SettingsException(file + " cannot be read");
    }
    return values;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
    node.properties()
        .forEach(
            field -> {
              if (field.getValue().isObject()) {
                flatten(prefix + field.getKey() + ".", field.getValue(), values);
              } else if (field.getValue().isArray()) {
                List<String> items = new ArrayList<>();
                field.getValue().forEach(item -> items.add(item.asText()));
                values.put(prefix + field.getKey(), String.join(",", items));
              } else {
                values.put(prefix + field.getKey(), field.getValue().asText());
              }
            });
  }
}
