package acp.protocol.v1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes well-formed JSON for every definition out of the facts alone. */
final class Samples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Facts facts;
  private final JsonMapper mapper;
  private final List<Shape> shapes;

  Samples(Facts facts, JsonMapper mapper) {
    this.facts = facts;
    this.mapper = mapper;
    this.shapes = List.copyOf(allShapes(facts));
  }

  /** An object as it goes over the wire, and the fields that it may have beside its tag. */
  record Shape(String name, Class<?> type, ObjectNode tag, List<Facts.Field> fields) {}

  /**
   * Every object of the protocol, once for each variant and for each scope: what is a variant's
   * payload appears with the tag and the common fields of its union, as it does on the wire.
   */
  List<Shape> shapes() {
    return shapes;
  }

  private static List<Shape> allShapes(Facts facts) {
    var shapes = new ArrayList<Shape>();
    for (Facts.Def def : facts.defs()) {
      if (def.kind().equals("object") && facts.variantsOf(def).isEmpty()) {
        shapes.add(
            new Shape(def.name(), Facts.javaType(def.name()), JSON.objectNode(), def.fields()));
      }
      if (def.kind().equals("objects")) {
        for (Facts.Def one : facts.variants(def)) {
          shapes.add(
              new Shape(one.name(), Facts.javaType(def.name()), JSON.objectNode(), one.fields()));
        }
      }
      if (def.isUnion()) {
        facts.variants(def).forEach(variant -> shapes.addAll(shapesOf(facts, def, variant)));
      }
    }
    return shapes;
  }

  private static List<Shape> shapesOf(Facts facts, Facts.Def union, Facts.Def variant) {
    ObjectNode tag = tag(union, variant);
    Class<?> type = Facts.javaType(union.name());
    String payload = variant.detail().getFirst();
    List<String> scopes =
        payload.equals("-") || facts.def(payload).detail().isEmpty()
            ? List.of()
            : Arrays.asList(facts.def(payload).detail().getFirst().split("\\|"));
    if (scopes.isEmpty()) {
      return List.of(new Shape(variant.name(), type, tag, facts.fieldsOf(variant)));
    }
    return scopes.stream()
        .map(
            scope ->
                new Shape(
                    variant.name() + "+" + scope,
                    type,
                    tag,
                    Stream.concat(
                            facts.fieldsOf(variant).stream(), facts.def(scope).fields().stream())
                        .toList()))
        .toList();
  }

  private static ObjectNode tag(Facts.Def union, Facts.Def variant) {
    String value = variant.name().substring(union.name().length() + 1);
    ObjectNode tag = JSON.objectNode();
    return value.equals("*") ? tag : tag.put(union.detail().getFirst(), value);
  }

  /** Only what is required. */
  ObjectNode minimal(Shape shape) {
    ObjectNode json = shape.tag().deepCopy();
    shape.fields().stream()
        .filter(Facts.Field::required)
        .forEach(field -> json.set(field.name(), values(field.type(), false).getFirst()));
    return json;
  }

  /** Everything, with each list holding every kind of item. */
  ObjectNode maximal(Shape shape) {
    ObjectNode json = shape.tag().deepCopy();
    shape.fields().forEach(field -> json.set(field.name(), values(field.type(), true).getFirst()));
    return json;
  }

  /** Values of a type, one for each form that it may take; the first is the plainest. */
  List<JsonNode> values(String type, boolean full) {
    if (type.endsWith("[]")) {
      ArrayNode list = JSON.arrayNode();
      if (full) {
        values(type.substring(0, type.length() - 2), true).forEach(list::add);
      }
      return List.of(list);
    }
    if (type.startsWith("map<")) {
      ObjectNode map = JSON.objectNode();
      if (full) {
        List<JsonNode> all = values(type.substring(4, type.length() - 1), true);
        for (int i = 0; i < all.size(); i++) {
          map.set("key " + i, all.get(i));
        }
      }
      return List.of(map);
    }
    return type.contains("|") ? List.of(json("{\"free\":[1,null]}")) : named(type, full);
  }

  private List<JsonNode> named(String type, boolean full) {
    return switch (type) {
      case "string" -> List.of(JSON.textNode("täxt \u2028 \"quoted\""));
      case "boolean" -> List.of(JSON.booleanNode(true));
      case "double" -> List.of(json("0.25"));
      case "int64" -> List.of(json("-9223372036854775808"));
      case "uint32" -> List.of(json("4294967295"));
      case "uint64" -> List.of(json("9223372036854775807"));
      case "null" -> List.of(JSON.nullNode());
      case "object" -> List.of(json("{\"own\":{\"a\":null,\"b\":1.50}}"));
      case "any" -> List.of(json("{\"free\":[1,null,\"x\",1e400]}"));
      default -> defined(facts.def(type), full);
    };
  }

  private List<JsonNode> defined(Facts.Def def, boolean full) {
    return switch (def.kind()) {
      case "string" -> List.of(JSON.textNode("some-" + def.name()));
      case "uint16" -> List.of(json("65535"));
      case "any" -> values("any", full);
      case "codes" -> List.of(json("-32601"), json("7"));
      case "enum" -> words(def).toList();
      case "open-enum" -> Stream.concat(words(def), Stream.of(JSON.textNode("_own"))).toList();
      case "one-of" ->
          Arrays.stream(def.detail().getFirst().split(","))
              .flatMap(type -> values(type, true).stream())
              .toList();
      case "union", "objects" ->
          shapes().stream()
              .filter(shape -> shape.name().startsWith(def.name() + ":"))
              .<JsonNode>map(shape -> full ? maximal(shape) : minimal(shape))
              .toList();
      default -> {
        var shape = new Shape(def.name(), Object.class, JSON.objectNode(), def.fields());
        yield List.of(full ? maximal(shape) : minimal(shape));
      }
    };
  }

  private static Stream<JsonNode> words(Facts.Def def) {
    return Arrays.stream(def.detail().getFirst().split(",")).map(JSON::textNode);
  }

  /** The same with what absence means put in, at every depth: as it is written again. */
  ObjectNode withDefaults(Shape shape, ObjectNode json) {
    ObjectNode filled = json.deepCopy();
    for (Facts.Field field : shape.fields()) {
      if (field.fallback() != null && !filled.has(field.name())) {
        filled.set(field.name(), json(field.fallback()));
      } else if (filled.has(field.name())) {
        filled.set(field.name(), withDefaults(field.type(), filled.get(field.name())));
      }
    }
    return filled;
  }

  private JsonNode withDefaults(String type, JsonNode json) {
    boolean plainObject = facts.has(type) && facts.def(type).kind().equals("object");
    return plainObject && json instanceof ObjectNode object
        ? withDefaults(
            new Shape(type, Object.class, JSON.objectNode(), facts.def(type).fields()), object)
        : json;
  }

  JsonNode json(String text) {
    try {
      return mapper.readTree(Objects.requireNonNull(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
