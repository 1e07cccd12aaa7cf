package acp.protocol.schema;

import acp.protocol.ErrorCode;
import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.NonEmpty;
import acp.protocol.NullAsEmpty;
import acp.protocol.Patch;
import acp.protocol.Unsigned;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Predicate;

/** The schemas of a record's fields. Every type they name is told to the {@link Definitions}. */
final class Fields {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Definitions definitions;
  private final JsonMapper mapper;

  Fields(Definitions definitions, JsonMapper mapper) {
    this.definitions = definitions;
    this.mapper = mapper;
  }

  /** An object with those fields of {@code type} whose wire names are {@code wanted}. */
  ObjectNode object(Class<?> type, Predicate<String> wanted) {
    ObjectNode object = JSON.objectNode().put("type", "object");
    ObjectNode properties = JSON.objectNode();
    ArrayNode required = JSON.arrayNode();
    for (Field field : Field.of(type)) {
      if (field.isSpread()) {
        object.set("anyOf", definitions.alternatives(field.component().getType()));
      } else if (wanted.test(field.name())) {
        properties.set(field.name(), schema(field));
        if (field.isRequired()) {
          required.add(field.name());
        }
      }
    }
    if (!properties.isEmpty()) {
      object.set("properties", properties);
    }
    if (!required.isEmpty()) {
      object.set("required", required);
    }
    return object;
  }

  /** The schema of a type, whatever a field adds to it. */
  ObjectNode schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == Patch.class) {
        return schema(last);
      }
      return generic.getRawType() == List.class
          ? JSON.objectNode().put("type", "array").set("items", schema(last))
          : JSON.objectNode().put("type", "object").set("additionalProperties", schema(last));
    }
    Class<?> plain = (Class<?>) type;
    return switch (plain.getSimpleName()) {
      case "String" -> JSON.objectNode().put("type", "string");
      case "boolean", "Boolean" -> JSON.objectNode().put("type", "boolean");
      case "double", "Double" -> JSON.objectNode().put("type", "number").put("format", "double");
      case "long", "Long" ->
          integer("int64", BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));
      // The number of an error is the only int of the protocol.
      case "int" -> definitions.reference(ErrorCode.class);
      case "JsonNode" -> JSON.objectNode();
      default -> definitions.reference(plain);
    };
  }

  /** A whole number of so many bits without sign. */
  static ObjectNode unsigned(int bits) {
    BigInteger end = BigInteger.ONE.shiftLeft(bits);
    return integer("uint" + bits, BigInteger.ZERO, end.subtract(BigInteger.ONE));
  }

  private static ObjectNode integer(String format, BigInteger minimum, BigInteger maximum) {
    return JSON.objectNode()
        .put("type", "integer")
        .put("format", format)
        .put("minimum", minimum)
        .put("maximum", maximum);
  }

  private ObjectNode schema(Field field) {
    if (field.has(Meta.class)) {
      ObjectNode meta = JSON.objectNode();
      meta.putArray("type").add("object").add("null");
      return meta.put("additionalProperties", true).put("x-deserialize-default-on-error", true);
    }
    Unsigned unsigned = field.component().getAnnotation(Unsigned.class);
    ObjectNode schema = unsigned == null ? schema(field.type()) : unsigned(unsigned.value());
    if (field.has(NonEmpty.class)) {
      schema.put("minLength", 1);
    }
    return lenience(field, field.isNullable() ? orNull(schema) : schema);
  }

  private ObjectNode lenience(Field field, ObjectNode schema) {
    WhenAbsent fallback = field.component().getAnnotation(WhenAbsent.class);
    if (fallback != null) {
      schema.set("default", meaning(fallback.value(), field.type()));
    }
    if (field.has(Lenient.class)) {
      schema.put("x-deserialize-default-on-error", true);
      if (schema.has("items")) {
        schema.put("x-deserialize-skip-invalid-items", true);
      }
    }
    if (field.has(NullAsEmpty.class)) {
      schema.put("x-deserialize-default-on-null", true);
    }
    return schema;
  }

  private static ObjectNode orNull(ObjectNode schema) {
    if (schema.isEmpty()) {
      return schema;
    }
    JsonNode type = schema.get("type");
    if (type != null) {
      schema.putArray("type").add(type).add("null");
      return schema;
    }
    ObjectNode either = JSON.objectNode();
    either.putArray("anyOf").add(schema).add(JSON.objectNode().put("type", "null"));
    return either;
  }

  /** A default as it looks on the wire, with the defaults within it. */
  private JsonNode meaning(String json, Type type) {
    try {
      Object value = mapper.readValue(json, mapper.constructType(type));
      return mapper.valueToTree(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The default " + json + " is no " + type, e);
    }
  }
}
