package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds fields that the types of the protocol do not have. A validator lets them pass, since the
 * schema closes no object: later versions may add some. Thread-safe.
 */
final class CustomFields {
  private final JsonNode definitions;

  CustomFields(JsonNode definitions) {
    this.definitions = definitions;
  }

  /** What an object may hold: the schemas of its fields, or anything. */
  private static final class Shape {
    final Map<String, List<JsonNode>> fields = new HashMap<>();
    final List<JsonNode> items = new ArrayList<>();
    boolean open;
  }

  /** The paths of the fields that are not of the type, nor of a type within it. */
  List<String> in(String type, JsonNode value) {
    List<String> found = new ArrayList<>();
    JsonNode definition = definitions.path(type);
    if (definition.isObject()) {
      search(List.of(definition), value, "", found);
    }
    return found;
  }

  private void search(List<JsonNode> schemas, JsonNode value, String path, List<String> found) {
    Shape shape = new Shape();
    schemas.forEach(schema -> collect(schema, value, shape));
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      List<JsonNode> types = shape.fields.get(field.getKey());
      String where = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      if (types != null) {
        search(types, field.getValue(), where, found);
      } else if (!shape.open && !shape.fields.isEmpty() && !field.getKey().equals("_meta")) {
        found.add(where);
      }
    }
    for (int i = 0; value.isArray() && i < value.size() && !shape.items.isEmpty(); i++) {
      search(shape.items, value.get(i), path + "[" + i + "]", found);
    }
  }

  private void collect(JsonNode reference, JsonNode value, Shape shape) {
    JsonNode schema = resolve(reference);
    shape.open |= schema.has("additionalProperties");
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      shape.fields.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(field.getValue());
    }
    if (schema.has("items")) {
      shape.items.add(schema.get("items"));
    }
    schema.path("allOf").forEach(part -> collect(part, value, shape));
    for (String union : List.of("anyOf", "oneOf")) {
      for (JsonNode variant : schema.path(union)) {
        tags(variant, shape);
        if (mayBe(variant, value)) {
          collect(variant, value, shape);
        }
      }
    }
  }

  /** A field that tells the variants apart belongs to all of them. */
  private static void tags(JsonNode variant, Shape shape) {
    for (Map.Entry<String, JsonNode> field : variant.path("properties").properties()) {
      if (field.getValue().has("const")) {
        shape.fields.computeIfAbsent(field.getKey(), name -> new ArrayList<>());
      }
    }
  }

  private boolean mayBe(JsonNode reference, JsonNode value) {
    JsonNode variant = resolve(reference);
    for (JsonNode name : variant.path("required")) {
      if (!value.has(name.asText())) {
        return false;
      }
    }
    for (Map.Entry<String, JsonNode> field : variant.path("properties").properties()) {
      JsonNode constant = field.getValue().get("const");
      if (constant != null && !constant.equals(value.get(field.getKey()))) {
        return false;
      }
    }
    for (JsonNode part : variant.path("allOf")) {
      if (!mayBe(part, value)) {
        return false;
      }
    }
    return true;
  }

  private JsonNode resolve(JsonNode schema) {
    JsonNode reference = schema.get("$ref");
    return reference == null
        ? schema
        : definitions.path(reference.asText().substring("#/$defs/".length()));
  }
}
