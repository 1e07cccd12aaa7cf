package acp.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings file. Nothing of TOML is loaded where there is none. Keys of tables are written with
 * dots.
 *
 * @param root what it holds; null where there is no file
 */
record ConfigFile(Path path, @Nullable JsonNode root) {

  /**
   * Reads it.
   *
   * @throws SettingsException if it cannot be read
   */
  static ConfigFile read(Path file) {
    if (!Files.exists(file)) {
      return new ConfigFile(file, null);
    }
    try {
      return new ConfigFile(
          file, new TomlMapper().readTree(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (JsonProcessingException notToml) {
      var at = notToml.getLocation();
      String place = at == null ? "" : ", line " + at.getLineNr();
      throw new SettingsException(file + place + ": this is not TOML");
    } catch (IOException unreadable) {
      throw new SettingsException(file + " cannot be read");
    }
  }

  /** The value of that key as text, a list's with commas between; null if there is none. */
  @Nullable String text(String key) {
    JsonNode value = at(key);
    if (value == null || value.isObject()) {
      return null;
    }
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> items = new ArrayList<>();
    value.forEach(item -> items.add(item.asText()));
    return String.join(",", items);
  }

  /**
   * The tables of a list, {@code [[key]]}; empty if there is none.
   *
   * @throws SettingsException if it is something else
   */
  List<Table> tables(String key) {
    JsonNode value = at(key);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw new SettingsException(path + ": " + key + " must be a list of tables, [[" + key + "]]");
    }
    List<Table> tables = new ArrayList<>();
    value.forEach(item -> tables.add(table(key + "[" + (tables.size() + 1) + "]", item)));
    return tables;
  }

  /**
   * The tables below a key by their names, {@code [key.name]}, in the order of the file; empty if
   * there is none.
   *
   * @throws SettingsException if it is something else
   */
  Map<String, Table> named(String key) {
    JsonNode value = at(key);
    if (value == null) {
      return Map.of();
    }
    Map<String, Table> tables = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : table(key, value).node().properties()) {
      tables.put(each.getKey(), table(key + "." + each.getKey(), each.getValue()));
    }
    return tables;
  }

  private Table table(String where, JsonNode value) {
    if (!value.isObject()) {
      throw new SettingsException(path + ": " + where + " must be a table");
    }
    return new Table(path + ": " + where, value);
  }

  private @Nullable JsonNode at(String key) {
    JsonNode node = root;
    for (String name : key.split("\\.", -1)) {
      node = node == null ? null : node.get(name);
    }
    return node;
  }
}
