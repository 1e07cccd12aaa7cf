package acp.protocol.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Brings a JSON Schema into the lines of {@code facts.tsv}, so that two schemas can be compared.
 */
final class SchemaFacts {
  private final SortedSet<String> lines = new TreeSet<>();

  private SchemaFacts() {}

  static SortedSet<String> of(JsonNode schema) {
    var facts = new SchemaFacts();
    for (Map.Entry<String, JsonNode> def : schema.get("$defs").properties()) {
      facts.define(def.getKey(), def.getValue());
    }
    for (Map.Entry<String, JsonNode> side : schema.get("x-methods").properties()) {
      for (Map.Entry<String, JsonNode> method : side.getValue().properties()) {
        facts.line(
            "method " + method.getKey(),
            side.getKey().replace("Methods", ""),
            method.getValue().get("params").asText(),
            method.getValue().path("result").asText("-"));
      }
    }
    return facts.lines;
  }

  private void define(String name, JsonNode def) {
    List<JsonNode> choices = items(def.has("oneOf") ? def.get("oneOf") : def.path("anyOf"));
    String type = def.path("type").asText();
    if (type.equals("string")) {
      line(name, "string");
    } else if (type.equals("integer")) {
      line(name, def.get("format").asText());
    } else if (choices.isEmpty()) {
      line(name, type.equals("object") ? "object" : "any");
      fields(name, def, "");
    } else if (choices.stream().allMatch(c -> c.path("type").asText().equals("integer"))) {
      line(name, "codes", constants(choices));
    } else if (choices.getFirst().has("const")) {
      line(name, def.has("oneOf") ? "enum" : "open-enum", constants(choices));
    } else {
      several(name, def, choices);
    }
  }

  private void several(String name, JsonNode def, List<JsonNode> choices) {
    String tag =
        choices.stream().map(SchemaFacts::tag).filter(t -> !t.isEmpty()).findFirst().orElse("");
    if (!tag.isEmpty()) {
      union(name, def, choices, tag);
    } else if (def.has("properties")) {
      line(name, "object", types(choices, "|"));
      fields(name, def, "");
    } else if (choices.getFirst().has("properties")) {
      line(name, "objects");
      for (int i = 0; i < choices.size(); i++) {
        fields(name + ":" + (i + 1), choices.get(i), "");
      }
    } else {
      line(name, "one-of", types(choices, ","));
    }
  }

  private void union(String name, JsonNode def, List<JsonNode> choices, String tag) {
    boolean open = choices.stream().anyMatch(c -> c.path("title").asText().equals("other"));
    line(name, "union", tag, open ? "open" : "closed");
    fields(name, def, "");
    for (JsonNode choice : choices) {
      if (!choice.path("title").asText().equals("other")) {
        String variant = name + ":" + choice.at("/properties/" + tag + "/const").asText("*");
        line(variant, "variant", choice.has("allOf") ? type(choice) : "-");
        fields(variant, choice, tag);
      }
    }
  }

  private void fields(String owner, JsonNode def, String except) {
    List<String> required = items(def.path("required")).stream().map(JsonNode::asText).toList();
    for (Map.Entry<String, JsonNode> field : def.path("properties").properties()) {
      if (!field.getKey().equals(except)) {
        JsonNode schema = field.getValue();
        line(
            owner + "." + field.getKey(),
            type(schema),
            required.contains(field.getKey()) ? "required" : "optional",
            isNullable(schema) ? "null" : "-",
            schema.has("default") ? sorted(schema.get("default")).toString() : "-",
            leniency(schema),
            schema.has("minLength") ? "minLength=" + schema.get("minLength") : "-");
      }
    }
  }

  private static String leniency(JsonNode schema) {
    String letters =
        (schema.has("x-deserialize-default-on-error") ? "e" : "")
            + (schema.has("x-deserialize-skip-invalid-items") ? "i" : "")
            + (schema.has("x-deserialize-default-on-null") ? "n" : "");
    return letters.isEmpty() ? "-" : letters;
  }

  /** The same JSON with its keys in order; the fields of an object have none of their own. */
  private static JsonNode sorted(JsonNode json) {
    if (!json.isObject()) {
      return json;
    }
    var sorted = JsonNodeFactory.instance.objectNode();
    json.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> sorted.set(field.getKey(), sorted(field.getValue())));
    return sorted;
  }

  private static boolean isNullable(JsonNode schema) {
    return Stream.concat(
            items(schema.path("type")).stream().map(JsonNode::asText),
            items(schema.path("anyOf")).stream().map(c -> c.path("type").asText()))
        .anyMatch("null"::equals);
  }

  private static String type(JsonNode schema) {
    if (schema.has("allOf")) {
      return type(schema.get("allOf").get(0));
    }
    if (schema.has("$ref")) {
      return schema.get("$ref").asText().replace("#/$defs/", "");
    }
    if (schema.has("anyOf")) {
      List<JsonNode> values =
          items(schema.get("anyOf")).stream()
              .filter(c -> !c.path("type").asText().equals("null"))
              .toList();
      return types(values, "|");
    }
    JsonNode type = schema.path("type");
    String word = type.isArray() ? type.get(0).asText() : type.asText("any");
    return switch (word) {
      case "array" -> type(schema.get("items")) + "[]";
      case "object" ->
          schema.get("additionalProperties").isObject()
              ? "map<" + type(schema.get("additionalProperties")) + ">"
              : "object";
      case "integer", "number" -> schema.get("format").asText();
      default -> word;
    };
  }

  private static String types(List<JsonNode> schemas, String separator) {
    Stream<String> types =
        schemas.stream().map(s -> s.path("type").asText().equals("null") ? "null" : type(s));
    return (separator.equals("|") ? types.sorted() : types).collect(Collectors.joining(separator));
  }

  private static String tag(JsonNode choice) {
    return choice.path("properties").properties().stream()
        .filter(field -> field.getValue().has("const"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static String constants(List<JsonNode> choices) {
    return choices.stream()
        .filter(c -> c.has("const"))
        .map(c -> c.get("const").asText())
        .collect(Collectors.joining(","));
  }

  private static List<JsonNode> items(JsonNode array) {
    return array.isArray()
        ? StreamSupport.stream(array.spliterator(), false).toList()
        : new ArrayList<>();
  }

  private void line(String... cells) {
    lines.add(String.join("\t", cells));
  }
}
