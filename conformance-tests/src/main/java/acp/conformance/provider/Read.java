package acp.conformance.provider;

import acp.conformance.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Reads fields of a request, and refuses with a sentence where they are not as they must be. */
final class Read {
  private Read() {}

  /** A text that is there and not empty. */
  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    Unfit.unless(
        value.isTextual() && !value.textValue().isEmpty(),
        "'" + field + "' must be a text that is not empty, in " + brief(object));
    return value.textValue();
  }

  /** An array that is there and not empty. */
  static JsonNode array(JsonNode object, String field) {
    JsonNode value = object.path(field);
    Unfit.unless(
        value.isArray() && !value.isEmpty(),
        "'" + field + "' must be an array that is not empty, in " + brief(object));
    return value;
  }

  /** An object that is there. */
  static JsonNode object(JsonNode object, String field) {
    JsonNode value = object.path(field);
    Unfit.unless(value.isObject(), "'" + field + "' must be an object, in " + brief(object));
    return value;
  }

  /** A text that is the JSON of an object. */
  static JsonNode objectInText(JsonNode object, String field) {
    JsonNode value = object.path(field);
    try {
      JsonNode read = Json.read(value.asText());
      if (value.isTextual() && read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException malformed) {
      // It is told below.
    }
    throw new Unfit("'" + field + "' must be the text of a JSON object, in " + brief(object));
  }

  /** Refuses fields that the provider does not know, as those do that read by a strict schema. */
  static void only(JsonNode object, Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name ->
                Unfit.unless(
                    known.contains(name), "unknown name '" + name + "' in " + brief(object)));
  }

  /** Refuses unless the field has this value. */
  static void is(JsonNode object, String field, String value) {
    Unfit.unless(
        object.path(field).asText().equals(value),
        "'" + field + "' must be '" + value + "' in " + brief(object));
  }

  /** A schema of a tool's parameters. */
  static void schema(JsonNode object, String field) {
    is(object(object, field), "type", "object");
  }

  static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
