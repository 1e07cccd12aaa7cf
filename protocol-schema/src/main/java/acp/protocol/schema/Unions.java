package acp.protocol.schema;

import acp.protocol.Union;
import acp.protocol.v1.RequestId;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schemas of sealed interfaces, and of the records that are their variants. */
final class Unions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Definitions definitions;
  private final Fields fields;

  Unions(Definitions definitions, Fields fields) {
    this.definitions = definitions;
    this.fields = fields;
  }

  ObjectNode schema(Class<?> union) {
    if (!union.isAnnotationPresent(JsonTypeInfo.class)) {
      Class<?> first = union.getPermittedSubclasses()[0];
      return unionOf(first) == union || unionOf(first) == null ? untagged(union) : payload(first);
    }
    Set<String> common = common(union);
    boolean open = isOpen(union);
    JsonTypeInfo tag = union.getAnnotation(JsonTypeInfo.class);
    boolean fallsBack = !tag.defaultImpl().getSimpleName().equals("Unknown");
    ObjectNode schema =
        common.isEmpty() ? JSON.objectNode() : fields.object(carrier(union), common::contains);
    ArrayNode variants = schema.putArray(open || fallsBack ? "anyOf" : "oneOf");
    for (JsonSubTypes.Type variant : union.getAnnotation(JsonSubTypes.class).value()) {
      variants.add(tagged(union, variant.value(), tag.property(), variant.name()));
    }
    if (open) {
      variants.add(other(union, tag.property()));
    }
    if (fallsBack) {
      variants.add(variant(union, tag.defaultImpl()));
    }
    if (!open && !fallsBack) {
      schema.putObject("discriminator").put("propertyName", tag.property());
    }
    return schema;
  }

  /** A record's own fields: those of its union as a whole are defined there. */
  ObjectNode payload(Class<?> type) {
    Class<?> union = unionOf(type);
    Set<String> common = union == null ? Set.of() : common(union);
    return fields.object(type, name -> !common.contains(name));
  }

  private ObjectNode tagged(Class<?> union, Class<?> type, String property, String value) {
    ObjectNode schema = variant(union, type);
    ObjectNode tag = JSON.objectNode().put("type", "string").put("const", value);
    schema.put("type", "object").withObjectProperty("properties").set(property, tag);
    schema.withArrayProperty("required").add(property);
    return schema;
  }

  /** A reference to the variant's definition, or its fields where it has none. */
  private ObjectNode variant(Class<?> union, Class<?> type) {
    Class<?> definition = type.getEnclosingClass() == null ? type : type.getInterfaces()[0];
    if (definition == union) {
      return payload(type);
    }
    ObjectNode schema = JSON.objectNode();
    schema.putArray("allOf").add(definitions.reference(definition));
    return schema;
  }

  /** Anything whose discriminator none of the known variants has. */
  private static ObjectNode other(Class<?> union, String property) {
    ObjectNode schema = JSON.objectNode().put("title", "other").put("type", "object");
    schema.putObject("properties").putObject(property).put("type", "string");
    schema.putArray("required").add(property);
    ArrayNode known = schema.putObject("not").putArray("anyOf");
    for (JsonSubTypes.Type variant : union.getAnnotation(JsonSubTypes.class).value()) {
      ObjectNode taken = known.addObject().put("type", "object");
      taken.putObject("properties").putObject(property).put("const", variant.name());
      taken.putArray("required").add(property);
    }
    return schema.put("additionalProperties", true);
  }

  private ObjectNode untagged(Class<?> union) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode variants = schema.putArray("anyOf");
    if (union == RequestId.class) {
      variants.addObject().put("type", "null");
    }
    for (Class<?> type : union.getPermittedSubclasses()) {
      RecordComponent value = Definitions.wrapped(type);
      if (value != null) {
        variants.add(fields.schema(value.getGenericType()));
      } else if (type != RequestId.Null.class) {
        variants.add(variant(union, type));
      }
    }
    return schema;
  }

  /** The tagged union that a record belongs to, if any. */
  private static @Nullable Class<?> unionOf(Class<?> type) {
    return Arrays.stream(type.getInterfaces())
        .flatMap(parent -> Stream.concat(Stream.of(parent), Arrays.stream(parent.getInterfaces())))
        .filter(parent -> parent.isAnnotationPresent(JsonTypeInfo.class))
        .findFirst()
        .orElse(null);
  }

  private static Set<String> common(Class<?> union) {
    Union facts = union.getAnnotation(Union.class);
    return facts == null ? Set.of() : Set.of(facts.common());
  }

  private static boolean isOpen(Class<?> union) {
    Union facts = union.getAnnotation(Union.class);
    return facts != null && facts.open();
  }

  /** A variant that holds the common fields, as all but the unknown one do. */
  private static Class<?> carrier(Class<?> union) {
    return Objects.requireNonNull(union.getAnnotation(JsonSubTypes.class)).value()[0].value();
  }
}
