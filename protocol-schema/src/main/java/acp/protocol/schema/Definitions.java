package acp.protocol.schema;

import acp.protocol.ErrorCode;
import acp.protocol.Unsigned;
import acp.protocol.v1.Methods;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The definitions of all types that can be reached, each written once. */
final class Definitions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final TreeMap<String, ObjectNode> written = new TreeMap<>();
  private final Deque<Class<?>> waiting = new ArrayDeque<>();
  private final Set<Class<?>> known = new HashSet<>();
  private final Fields fields;
  private final Unions unions;

  Definitions(JsonMapper mapper) {
    this.fields = new Fields(this, mapper);
    this.unions = new Unions(this, fields);
  }

  /** Refers to a type by name, and sees to it that it is defined. */
  ObjectNode reference(Class<?> type) {
    if (known.add(type)) {
      waiting.add(type);
    }
    return JSON.objectNode().put("$ref", "#/$defs/" + type.getSimpleName());
  }

  /** Refers to every variant of a union that has no definition of its own. */
  ArrayNode alternatives(Class<?> union) {
    ArrayNode references = JSON.arrayNode();
    Arrays.stream(union.getPermittedSubclasses()).map(this::reference).forEach(references::add);
    return references;
  }

  /** Defines by hand what the types alone do not say. */
  void define(Class<?> type, ObjectNode schema) {
    known.add(type);
    written.put(type.getSimpleName(), schema);
  }

  /** All definitions by name, with every type that they name. */
  ObjectNode all() {
    while (!waiting.isEmpty()) {
      Class<?> type = waiting.remove();
      if (!written.containsKey(type.getSimpleName())) {
        written.put(type.getSimpleName(), methodFacts(type, schema(type)));
      }
    }
    ObjectNode all = JSON.objectNode();
    all.setAll(written);
    return all;
  }

  private ObjectNode schema(Class<?> type) {
    if (type == ErrorCode.class) {
      return errorCodes();
    }
    if (type.isEnum()) {
      return words("oneOf", enumWords(type));
    }
    if (type.isInterface()) {
      return unions.schema(type);
    }
    RecordComponent value = wrapped(type);
    return value == null ? unions.payload(type) : wrapper(type, value);
  }

  /** The component that alone stands for the record on the wire, if there is one. */
  static @Nullable RecordComponent wrapped(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getAccessor().isAnnotationPresent(JsonValue.class))
        .findFirst()
        .orElse(null);
  }

  private ObjectNode wrapper(Class<?> type, RecordComponent value) {
    Unsigned unsigned = value.getAnnotation(Unsigned.class);
    if (unsigned != null) {
      return Fields.unsigned(unsigned.value());
    }
    List<String> constants = constants(type);
    if (constants.isEmpty()) {
      return fields.schema(value.getGenericType());
    }
    ObjectNode open = words("anyOf", constants);
    open.withArray("anyOf").addObject().put("title", "other").put("type", "string");
    return open;
  }

  /** The words that an open string type names. */
  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == type)
        .map(field -> field.getName().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> enumWords(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(Field::isEnumConstant)
        .map(constant -> constant.getAnnotation(JsonProperty.class).value())
        .toList();
  }

  private static ObjectNode words(String keyword, List<String> words) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode choices = schema.putArray(keyword);
    words.forEach(word -> choices.addObject().put("type", "string").put("const", word));
    return schema;
  }

  private static ObjectNode errorCodes() {
    ObjectNode schema = JSON.objectNode();
    ArrayNode codes = schema.putArray("anyOf");
    for (ErrorCode code : ErrorCode.values()) {
      integer(codes, code.message()).put("const", code.code());
    }
    integer(codes, "Other").put("minimum", Integer.MIN_VALUE).put("maximum", Integer.MAX_VALUE);
    return schema;
  }

  private static ObjectNode integer(ArrayNode choices, String title) {
    return choices.addObject().put("title", title).put("type", "integer").put("format", "int32");
  }

  /** Says of parameters and results which method they belong to. */
  private static ObjectNode methodFacts(Class<?> type, ObjectNode schema) {
    for (Methods.Method method : Methods.all()) {
      if (type == method.params() || type == method.result()) {
        schema.put("x-side", SchemaWriter.word(method.servedBy())).put("x-method", method.name());
      }
    }
    return schema;
  }
}
