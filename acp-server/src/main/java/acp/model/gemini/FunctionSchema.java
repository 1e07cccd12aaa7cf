package acp.model.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tool's JSON Schema, made fit for Gemini. It takes the words of JSON Schema that are listed
 * here; others it ignores, or refuses the whole request for one of them. References are replaced by
 * what they mean, since it resolves only some; what is one of several is any of them. What is lost
 * by it only makes the schema wider: tools judge their input themselves.
 */
final class FunctionSchema {
  private static final Set<String> TAKEN =
      Set.of(
          "type",
          "format",
          "title",
          "description",
          "default",
          "enum",
          "items",
          "prefixItems",
          "minItems",
          "maxItems",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "pattern",
          "properties",
          "minProperties",
          "maxProperties",
          "additionalProperties",
          "required",
          "propertyOrdering",
          "nullable",
          "anyOf");

  /** How many schemas one may become when its references are replaced. */
  private static final int MAX_SCHEMAS = 2_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode root;
  private final Deque<String> following = new ArrayDeque<>();
  private int schemas;

  private FunctionSchema(JsonNode root) {
    this.root = root;
  }

  /** The same as far as Gemini takes it; null for a tool without parameters. */
  static @Nullable ObjectNode fit(JsonNode schema) {
    ObjectNode fit = new FunctionSchema(schema).object(schema);
    if (fit.path("properties").isEmpty() && !fit.has("anyOf")) {
      return null;
    }
    fit.put("type", "object");
    return fit;
  }

  private JsonNode schema(JsonNode schema) {
    // True and false are schemas too; it does not take them where a schema must be.
    return schema.isObject() ? object(schema) : NODES.objectNode();
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode fit = NODES.objectNode();
    if (++schemas <= MAX_SCHEMAS) {
      for (Map.Entry<String, JsonNode> word : schema.properties()) {
        take(word.getKey(), word.getValue(), fit);
      }
    }
    return fit;
  }

  private void take(String word, JsonNode value, ObjectNode fit) {
    switch (word) {
      case "$ref" -> follow(value.asText(), fit);
      case "allOf" -> value.forEach(each -> join(each, fit));
      case "oneOf", "anyOf" -> alternatives(value, fit);
      case "const" -> choices(NODES.arrayNode().add(value), fit);
      case "enum" -> choices(value, fit);
      case "properties" -> {
        ObjectNode into = fit.withObjectProperty("properties");
        value.properties().forEach(each -> into.set(each.getKey(), schema(each.getValue())));
      }
      case "items" -> fit.set("items", value.isArray() ? NODES.objectNode() : schema(value));
      case "prefixItems" -> fit.set("prefixItems", each(value));
      case "additionalProperties" -> fit.set(word, value.isBoolean() ? value : schema(value));
      case "required" -> require(value, fit);
      default -> {
        if (TAKEN.contains(word)) {
          fit.set(word, value);
        }
      }
    }
  }

  private ArrayNode each(JsonNode schemasOfArray) {
    ArrayNode fit = NODES.arrayNode();
    schemasOfArray.forEach(each -> fit.add(schema(each)));
    return fit;
  }

  private void alternatives(JsonNode value, ObjectNode fit) {
    if (value.isArray() && !value.isEmpty() && !fit.has("anyOf")) {
      fit.set("anyOf", each(value));
    }
  }

  /** Of what is to be chosen from, it takes texts and numbers. */
  private static void choices(JsonNode value, ObjectNode fit) {
    ArrayNode choices = NODES.arrayNode();
    for (JsonNode each : value) {
      if (each.isTextual() || each.isNumber()) {
        choices.add(each);
      }
    }
    if (!choices.isEmpty()) {
      fit.set("enum", choices);
    }
  }

  private static void require(JsonNode value, ObjectNode fit) {
    ArrayNode required = fit.withArrayProperty("required");
    for (JsonNode name : value) {
      if (name.isTextual() && !contains(required, name)) {
        required.add(name);
      }
    }
  }

  private static boolean contains(ArrayNode array, JsonNode node) {
    for (JsonNode each : array) {
      if (each.equals(node)) {
        return true;
      }
    }
    return false;
  }

  /** What the reference means, unless it leads nowhere or back to itself. */
  private void follow(String reference, ObjectNode fit) {
    if (!reference.startsWith("#") || following.contains(reference)) {
      return;
    }
    JsonNode target = target(reference.substring(1));
    following.push(reference);
    join(target, fit);
    following.pop();
  }

  private JsonNode target(String pointer) {
    try {
      return root.at(pointer.replace("%24", "$"));
    } catch (IllegalArgumentException noPointer) {
      return NODES.missingNode();
    }
  }

  /** Adds what another schema says: properties and what is required to those there are. */
  private void join(JsonNode other, ObjectNode fit) {
    if (!other.isObject() || ++schemas > MAX_SCHEMAS) {
      return;
    }
    for (Map.Entry<String, JsonNode> word : other.properties()) {
      boolean adds = Set.of("properties", "required", "$ref", "allOf").contains(word.getKey());
      if (adds || !fit.has(word.getKey())) {
        take(word.getKey(), word.getValue(), fit);
      }
    }
  }
}
