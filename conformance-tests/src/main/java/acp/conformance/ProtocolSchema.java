package acp.conformance;

import acp.protocol.v1.Methods;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of protocol version 1, as it is generated from the protocol's types: what a value
 * of each type must look like, and which type each method takes and gives. Thread-safe.
 */
final class ProtocolSchema {
  private final JsonNode methods;
  private final JsonNode definitions;
  private final CustomFields customFields;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  /** Read when it is first needed, since it takes longer than all else at the kit's start. */
  private static final class Loaded {
    static final ProtocolSchema SCHEMA = new ProtocolSchema(read());
  }

  private ProtocolSchema(ObjectNode whole) {
    this.methods = whole.path("x-methods");
    this.definitions = withoutNotes(whole.path("$defs"));
    this.customFields = new CustomFields(definitions);
  }

  /** A validator complains of keywords that it does not know. */
  private static JsonNode withoutNotes(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      object.properties().removeIf(field -> isNote(field.getKey(), field.getValue()));
    }
    schema.forEach(ProtocolSchema::withoutNotes);
    return schema;
  }

  private static boolean isNote(String keyword, JsonNode value) {
    return keyword.startsWith("x-") || (keyword.equals("discriminator") && value.isObject());
  }

  /** The one schema of this process; each type is compiled when it is first asked for. */
  static ProtocolSchema get() {
    return Loaded.SCHEMA;
  }

  private static ObjectNode read() {
    try (InputStream in =
        Objects.requireNonNull(
            Methods.class.getResourceAsStream("schema.json"), "the protocol's schema")) {
      return (ObjectNode) Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the protocol's schema cannot be read", e);
    }
  }

  /** The type of the method's result, {@code null} if the agent serves no such method. */
  @Nullable String resultOf(String method) {
    return text(methods.path("agentMethods").path(method).path("result"));
  }

  /** The type of what the agent sends with the method, {@code null} if it can call no such one. */
  @Nullable String paramsOf(String method) {
    return text(ofClient(method).path("params"));
  }

  /** Whether the method is answered; else it is a notification. */
  boolean isAnswered(String method) {
    return ofClient(method).has("result");
  }

  private JsonNode ofClient(String method) {
    JsonNode found = methods.path("clientMethods").path(method);
    return found.isMissingNode() ? methods.path("protocolMethods").path(method) : found;
  }

  /** Why the value is not of the type, for people; {@code null} if it is. */
  @Nullable String problem(String type, JsonNode value) {
    List<com.networknt.schema.Error> errors = schema(type).validate(value);
    return errors.isEmpty() ? null : SchemaErrors.tell(type, errors);
  }

  /** The paths of those fields in it that the protocol's types do not have. */
  List<String> customFields(String type, JsonNode value) {
    return customFields.in(type, value);
  }

  private Schema schema(String type) {
    return compiled.computeIfAbsent(
        type,
        name -> {
          ObjectNode one = Json.object().put("$ref", "#/$defs/" + name);
          one.set("$defs", definitions);
          return registry.getSchema(one);
        });
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
