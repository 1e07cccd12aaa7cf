package acp.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, asked for by name and kind. Where one is missing that must be there,
 * or is of another kind, {@link IllegalArgumentException} says so. A field that is null is missing.
 */
record Fields(ObjectNode node) {

  String text(String name) {
    return require(name, textOrNull(name));
  }

  @Nullable String textOrNull(String name) {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name);
    }
    return value.textValue();
  }

  long number(String name, long absent) {
    Long value = numberOrNull(name);
    return value == null ? absent : value;
  }

  @Nullable Long numberOrNull(String name) {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name);
    }
    return value.longValue();
  }

  int integer(String name, int absent) {
    Integer value = integerOrNull(name);
    return value == null ? absent : value;
  }

  @Nullable Integer integerOrNull(String name) {
    Long value = numberOrNull(name);
    if (value == null) {
      return null;
    }
    if (value != value.intValue()) {
      throw wrong(name);
    }
    return value.intValue();
  }

  /** False when it is missing. */
  boolean flag(String name) {
    JsonNode value = get(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(name);
    }
    return value.booleanValue();
  }

  /** Any JSON, as it is; here null is a value, and only what is absent is missing. */
  @Nullable JsonNode tree(String name) {
    return node.get(name);
  }

  <E> E word(String name, E[] all, Function<E, String> word) {
    return require(name, wordOrNull(name, all, word));
  }

  <E> @Nullable E wordOrNull(String name, E[] all, Function<E, String> word) {
    String text = textOrNull(name);
    return text == null ? null : require(name, Words.find(all, word, text));
  }

  @Nullable Fields objectOrNull(String name) {
    JsonNode value = get(name);
    return value == null ? null : object(name, value);
  }

  Fields object(String name) {
    return require(name, objectOrNull(name));
  }

  /** The objects in a list; empty when it is missing. */
  <T> List<T> list(String name, Function<Fields, T> each) {
    return values(name, value -> each.apply(object(name, value)));
  }

  <T> @Nullable List<T> listOrNull(String name, Function<Fields, T> each) {
    return get(name) == null ? null : list(name, each);
  }

  List<String> texts(String name) {
    return values(name, value -> string(name, value));
  }

  Map<String, String> textMap(String name) {
    return map(name, value -> string(name, value));
  }

  /** Strings, numbers and booleans by name; empty when missing. */
  Map<String, Object> scalarMap(String name) {
    return map(name, value -> scalar(name, value));
  }

  private <T> List<T> values(String name, Function<JsonNode, T> each) {
    JsonNode value = get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw wrong(name);
    }
    List<T> all = new ArrayList<>(value.size());
    value.forEach(element -> all.add(each.apply(element)));
    return all;
  }

  private <T> Map<String, T> map(String name, Function<JsonNode, T> each) {
    Fields object = objectOrNull(name);
    if (object == null) {
      return Map.of();
    }
    Map<String, T> all = new HashMap<>();
    object
        .node
        .properties()
        .forEach(field -> all.put(field.getKey(), each.apply(field.getValue())));
    return all;
  }

  private static String string(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw wrong(name);
    }
    return value.textValue();
  }

  private static Object scalar(String name, JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> value.textValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> value.numberValue();
      default -> throw wrong(name);
    };
  }

  private static Fields object(String name, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return new Fields(object);
    }
    throw wrong(name);
  }

  private @Nullable JsonNode get(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static <T> T require(String name, @Nullable T value) {
    if (value == null) {
      throw wrong(name);
    }
    return value;
  }

  private static IllegalArgumentException wrong(String name) {
    return new IllegalArgumentException(name);
  }
}
