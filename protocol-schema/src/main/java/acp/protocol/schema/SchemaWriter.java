package acp.protocol.schema;

import acp.protocol.ProtocolMapper;
import acp.protocol.v1.AgentNotification;
import acp.protocol.v1.AgentRequest;
import acp.protocol.v1.AgentResponse;
import acp.protocol.v1.CancelRequestNotification;
import acp.protocol.v1.ClientNotification;
import acp.protocol.v1.ClientRequest;
import acp.protocol.v1.ClientResponse;
import acp.protocol.v1.ExtNotification;
import acp.protocol.v1.ExtRequest;
import acp.protocol.v1.ExtResponse;
import acp.protocol.v1.Methods;
import acp.protocol.v1.Methods.Method;
import acp.protocol.v1.Methods.Side;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes the JSON Schema of version 1: a definition for each type, named as the type, the three
 * kinds of message at the root, and the methods under {@code x-methods}.
 */
public final class SchemaWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonMapper mapper = ProtocolMapper.create();
  private final Definitions definitions = new Definitions(mapper);

  private SchemaWriter() {}

  /**
   * Writes the schema to a file, whose folder is made where there is none.
   *
   * @param args the file
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    var writer = new SchemaWriter();
    writer
        .mapper
        .writer()
        .with(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), writer.schema());
  }

  private ObjectNode schema() {
    ObjectNode schema =
        JSON.objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "Agent Client Protocol, version 1");
    ArrayNode messages = schema.putArray("anyOf");
    messages.add(
        messages("Agent", AgentRequest.class, AgentResponse.class, AgentNotification.class));
    messages.add(
        messages("Client", ClientRequest.class, ClientResponse.class, ClientNotification.class));
    messages.add(protocolLevel());
    params(AgentRequest.class, Side.CLIENT, false, ExtRequest.class);
    params(ClientRequest.class, Side.AGENT, false, ExtRequest.class);
    params(AgentNotification.class, Side.CLIENT, true, ExtNotification.class);
    params(ClientNotification.class, Side.AGENT, true, ExtNotification.class);
    result(
        AgentResponse.class, AgentResponse.Result.class, AgentResponse.Failure.class, Side.AGENT);
    result(
        ClientResponse.class,
        ClientResponse.Result.class,
        ClientResponse.Failure.class,
        Side.CLIENT);
    schema.set("$defs", definitions.all());
    schema.set("x-methods", methods());
    return schema;
  }

  private ObjectNode messages(String title, Class<?>... kinds) {
    ObjectNode message = message(title);
    ArrayNode choices = message.putArray("anyOf");
    for (Class<?> kind : kinds) {
      choices.add(definitions.reference(kind));
    }
    return message;
  }

  private ObjectNode protocolLevel() {
    ObjectNode message = message("ProtocolLevel");
    ObjectNode properties = message.withObjectProperty("properties");
    properties.putObject("method").put("type", "string");
    ArrayNode params = properties.putObject("params").putArray("anyOf");
    params.add(definitions.reference(CancelRequestNotification.class));
    params.addObject().put("type", "null");
    message.withArrayProperty("required").add("method");
    return message;
  }

  private static ObjectNode message(String title) {
    ObjectNode message = JSON.objectNode().put("title", title).put("type", "object");
    message
        .putObject("properties")
        .putObject("jsonrpc")
        .put("type", "string")
        .putArray("enum")
        .add("2.0");
    message.putArray("required").add("jsonrpc");
    return message;
  }

  /**
   * The types of {@code params} depend on the method, which the envelope's Java type leaves open.
   */
  private void params(Class<?> envelope, Side side, boolean notification, Class<?> extension) {
    ObjectNode schema = new Fields(definitions, mapper).object(envelope, _ -> true);
    ArrayNode choices =
        schema.withObjectProperty("properties").putObject("params").putArray("anyOf");
    ArrayNode types = choices.addObject().putArray("anyOf");
    add(types, side, method -> method.isNotification() == notification, Method::params, extension);
    choices.addObject().put("type", "null");
    definitions.define(envelope, schema);
  }

  private void result(Class<?> envelope, Class<?> result, Class<?> failure, Side side) {
    var fields = new Fields(definitions, mapper);
    ObjectNode success = fields.object(result, _ -> true);
    ArrayNode types =
        success.withObjectProperty("properties").putObject("result").putArray("anyOf");
    add(
        types,
        side,
        method -> !method.isNotification(),
        method -> Objects.requireNonNull(method.result()),
        ExtResponse.class);
    ObjectNode schema = JSON.objectNode();
    schema.putArray("anyOf").add(success).add(fields.object(failure, _ -> true));
    definitions.define(envelope, schema);
  }

  private void add(
      ArrayNode types,
      Side side,
      Predicate<Method> wanted,
      Function<Method, Class<?>> type,
      Class<?> extension) {
    for (Method method : Methods.all()) {
      if (method.servedBy() == side && wanted.test(method)) {
        types.add(definitions.reference(type.apply(method)));
      }
    }
    types.add(definitions.reference(extension));
  }

  private static ObjectNode methods() {
    ObjectNode methods = JSON.objectNode();
    for (Method method : Methods.all()) {
      ObjectNode facts =
          methods.withObjectProperty(word(method.servedBy()) + "Methods").putObject(method.name());
      facts.put("params", method.params().getSimpleName());
      if (method.result() != null) {
        facts.put("result", method.result().getSimpleName());
      }
    }
    return methods;
  }

  static String word(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }
}
