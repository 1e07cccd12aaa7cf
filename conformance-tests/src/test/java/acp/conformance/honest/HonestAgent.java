package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The agent: its methods. Requests are served on the thread that reads, turns on threads of their
 * sessions.
 */
public final class HonestAgent {
  final Fault fault;
  final Wire wire;
  final Store store;
  private final Map<String, Conversation> sessions = new ConcurrentHashMap<>();
  private final String same = UUID.randomUUID().toString();
  private JsonNode offered = MissingNode.getInstance();
  private boolean initialized;

  private HonestAgent(Fault fault) {
    this.fault = fault;
    this.wire = new Wire(new FileOutputStream(FileDescriptor.out), fault);
    Path home = Path.of(String.valueOf(System.getenv("HOME")));
    boolean forgets = fault == Fault.FORGETS_SESSIONS_AT_EXIT;
    this.store =
        new Store(home.resolve(forgets ? "sessions-" + ProcessHandle.current().pid() : "sessions"));
  }

  /** Serves stdin until it ends. */
  public static void main(String[] args) throws IOException {
    Fault fault =
        args.length == 0 ? Fault.NONE : Fault.valueOf(args[0].substring("--fault=".length()));
    HonestAgent agent = new HonestAgent(fault);
    if (fault == Fault.PRINTS_A_BANNER) {
      agent.wire.line("INFO honest agent started");
    }
    new Input(agent).read(System.in);
    if (fault == Fault.RUNS_ON_AFTER_EOF) {
      agent.wire.ask("_never/answered", Wire.object()).join();
    }
    agent.sessions.values().forEach(Conversation::end);
    System.exit(fault == Fault.ENDS_WITH_CODE_1 ? 1 : 0);
  }

  boolean offers(String... path) {
    JsonNode node = offered;
    for (String part : path) {
      node = node.path(part);
    }
    return node.isBoolean() && node.booleanValue();
  }

  void receive(JsonNode message) {
    if (message.isArray() && fault == Fault.ANSWERS_BATCHES) {
      message.forEach(this::receive);
      return;
    }
    JsonNode id = message.path("id");
    if (!message.isObject() || !"2.0".equals(message.path("jsonrpc").textValue())) {
      wire.error(JsonNodeFactory.instance.nullNode(), new Refusal(-32600, "Invalid request"));
    } else if (!message.has("method") && message.has("id")) {
      wire.settle(message);
    } else if (!message.path("method").isTextual()) {
      wire.error(JsonNodeFactory.instance.nullNode(), new Refusal(-32600, "Invalid request"));
    } else if (id.isMissingNode()) {
      hear(message.path("method").asText(), message.path("params"));
    } else {
      answer(id, message.path("method").asText(), message.path("params"));
    }
  }

  private void hear(String method, JsonNode params) {
    if (method.equals("session/cancel")) {
      Conversation session = sessions.get(params.path("sessionId").asText());
      if (session != null) {
        session.cancel();
      }
    } else if (method.equals("$/cancel_request")) {
      sessions.values().forEach(session -> session.cancel(params.path("requestId")));
    } else if (fault == Fault.ANSWERS_NOTIFICATIONS) {
      wire.error(JsonNodeFactory.instance.nullNode(), new Refusal(-32601, "Method not found"));
    }
  }

  private void answer(JsonNode id, String method, JsonNode params) {
    try {
      boolean early = fault == Fault.SERVES_BEFORE_INITIALIZE;
      if (!initialized && !early && !method.equals("initialize")) {
        throw new Refusal(-32600, "initialize comes first");
      }
      boolean isNothing = params.isMissingNode() || params.isNull();
      if (!isNothing && !params.isObject() && !(params.isArray() && params.isEmpty())) {
        throw Refusal.params("");
      }
      serve(id, method, params);
    } catch (Refusal refusal) {
      wire.error(id, refusal);
    }
  }

  private void serve(JsonNode id, String method, JsonNode params) {
    switch (method) {
      case "initialize" -> wire.result(id, initialize(params));
      case "authenticate" -> {
        if (!Checks.text(params, "methodId", "methodId").equals("local")) {
          throw Refusal.params("methodId");
        }
        wire.result(id, Wire.object());
      }
      case "session/new" -> create(id, params);
      case "session/load" -> load(id, params);
      case "session/resume" -> resume(id, params);
      case "session/list" -> wire.result(id, list(params));
      case "session/close" -> close(id, params);
      case "session/set_mode" -> setMode(id, params);
      case "session/prompt" -> {
        Checks.prompt(params.path("prompt"));
        find(params).prompt(id, params.get("prompt"));
      }
      default -> throw new Refusal(-32601, "Method not found");
    }
  }

  private ObjectNode initialize(JsonNode params) {
    JsonNode version = params.path("protocolVersion");
    if (!version.isIntegralNumber() || version.asInt() < 0 || version.asInt() > 65535) {
      throw Refusal.params("protocolVersion");
    }
    offered = params.path("clientCapabilities");
    if (fault == Fault.INSISTS_ON_VALID_CAPABILITIES
        && !offered.path("fs").isObject()
        && offered.has("fs")) {
      throw Refusal.params("clientCapabilities.fs");
    }
    initialized = true;
    ObjectNode result = Wire.object();
    result.put("protocolVersion", fault == Fault.ECHOES_THE_VERSION ? version.asInt() : 1);
    ObjectNode able = result.putObject("agentCapabilities").put("loadSession", true);
    able.putObject("promptCapabilities").put("image", true).put("embeddedContext", true);
    ObjectNode more = able.putObject("sessionCapabilities");
    more.putObject("list");
    more.putObject("resume");
    more.putObject("close");
    more.putObject("additionalDirectories");
    result.putArray("authMethods").addObject().put("id", "local").put("name", "No login");
    result.putObject("agentInfo").put("name", "honest").put("version", "1");
    return result;
  }

  private void create(JsonNode id, JsonNode params) {
    Checks.folders(params, fault);
    Checks.servers(params.path("mcpServers"));
    String name = fault == Fault.GIVES_THE_SAME_SESSION_TWICE ? same : UUID.randomUUID().toString();
    Conversation session = new Conversation(name, params.path("cwd").asText(), this);
    sessions.put(name, session);
    store.append(name, Wire.object().put("cwd", session.cwd));
    ObjectNode commands = Wire.object().put("sessionUpdate", "available_commands_update");
    commands.putArray("availableCommands");
    if (fault == Fault.SPEAKS_BEFORE_SESSION_NEW_IS_ANSWERED) {
      wire.update(name, commands);
    }
    wire.result(id, Wire.object().put("sessionId", name).set("modes", session.modes()));
    wire.update(name, commands);
  }

  private Conversation find(JsonNode params) {
    String id = Checks.text(params, "sessionId", "sessionId");
    if (!store.has(id)) {
      throw Refusal.session(id);
    }
    return sessions.computeIfAbsent(
        id, unseen -> new Conversation(id, store.head(id).path("cwd").asText(), this));
  }

  private void load(JsonNode id, JsonNode params) {
    Checks.folders(params, fault);
    Conversation session = find(params);
    ObjectNode result = Wire.object().set("modes", session.modes());
    if (fault == Fault.REPLAYS_AFTER_THE_RESPONSE) {
      wire.result(id, result);
    }
    session.replay();
    if (fault != Fault.REPLAYS_AFTER_THE_RESPONSE) {
      wire.result(id, result);
    }
  }

  private void resume(JsonNode id, JsonNode params) {
    Checks.folders(params, fault);
    Conversation session = find(params);
    if (fault == Fault.REPLAYS_IN_RESUME) {
      store.updates(session.id).forEach(update -> wire.update(session.id, update));
    }
    wire.result(id, Wire.object().set("modes", session.modes()));
  }

  private ObjectNode list(JsonNode params) {
    if (params.has("cursor") && !params.get("cursor").isNull()) {
      throw Refusal.params("cursor");
    }
    ObjectNode result = Wire.object();
    ArrayNode listed = result.putArray("sessions");
    for (String id : store.ids()) {
      String cwd = store.head(id).path("cwd").asText();
      if (params.has("cwd")
          && !params.path("cwd").asText().equals(cwd)
          && fault != Fault.IGNORES_THE_CWD_FILTER) {
        continue;
      }
      ObjectNode entry = listed.addObject().put("sessionId", id).put("cwd", cwd);
      for (JsonNode update : store.updates(id)) {
        if (update.has("title")
            && update.path("sessionUpdate").asText().equals("session_info_update")) {
          entry.set("title", update.get("title"));
        }
      }
    }
    return fault == Fault.LISTS_NULL && listed.isEmpty() ? result.putNull("sessions") : result;
  }

  private void close(JsonNode id, JsonNode params) {
    Conversation session = sessions.remove(Checks.text(params, "sessionId", "sessionId"));
    if (session != null && fault != Fault.CLOSES_WITHOUT_ENDING_THE_TURN) {
      session.end();
    }
    wire.result(id, Wire.object());
  }

  private void setMode(JsonNode id, JsonNode params) {
    Conversation session = find(params);
    String mode = Checks.text(params, "modeId", "modeId");
    if (!mode.equals("ask") && !mode.equals("accept_edits")) {
      throw Refusal.params("modeId");
    }
    session.mode = mode;
    wire.result(id, Wire.object());
  }
}
