package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The agent: its methods. Requests are served on the thread that reads, turns on threads of their
 * own.
 */
public final class HonestAgent {
  private static final JsonNode NO_ID = JsonNodeFactory.instance.nullNode();

  final Fault fault;
  final Wire wire;
  final Store store;
  final Handshake client;
  final ExecutorService workers;
  private final Sessions sessions;
  private boolean stopped;

  private HonestAgent(Fault fault) {
    this.fault = fault;
    this.wire = new Wire(new FileOutputStream(FileDescriptor.out), fault);
    this.client = new Handshake(fault);
    Path home = Path.of(String.valueOf(System.getenv("HOME")));
    boolean forgets = fault == Fault.FORGETS_SESSIONS_AT_EXIT;
    this.store =
        new Store(home.resolve(forgets ? "sessions-" + ProcessHandle.current().pid() : "sessions"));
    this.workers =
        switch (fault) {
          case RUNS_ONE_TURN_AT_A_TIME -> Executors.newFixedThreadPool(1);
          case RUNS_FOUR_TURNS_AT_A_TIME -> Executors.newFixedThreadPool(4);
          default -> Executors.newCachedThreadPool();
        };
    this.sessions = new Sessions(this);
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
    agent.sessions.end();
    System.exit(fault == Fault.ENDS_WITH_CODE_1 ? 1 : 0);
  }

  boolean is(Fault one) {
    return fault == one;
  }

  void receive(JsonNode message) {
    if (message.isArray() && is(Fault.ANSWERS_BATCHES)) {
      message.forEach(this::receive);
      return;
    }
    JsonNode id = message.path("id");
    if (!message.isObject() || !"2.0".equals(message.path("jsonrpc").textValue())) {
      if (!is(Fault.KEEPS_SILENT_ABOUT_SCALARS)) {
        wire.error(NO_ID, new Refusal(-32600, "Invalid request"));
      }
    } else if (!message.has("method") && message.has("id")) {
      wire.settle(message);
    } else if (!message.path("method").isTextual()) {
      wire.error(NO_ID, new Refusal(-32600, "Invalid request"));
    } else if (id.isMissingNode() || (id.isNull() && is(Fault.IGNORES_NULL_IDS))) {
      hear(message.path("method").asText(), message.path("params"));
    } else {
      answer(message);
    }
  }

  private void hear(String method, JsonNode params) {
    if (!client.isDone() && is(Fault.DIES_OF_EARLY_NOTIFICATIONS)) {
      Runtime.getRuntime().halt(3);
    }
    if (method.equals("session/cancel")) {
      sessions.cancel(params.path("sessionId").asText());
    } else if (method.equals("$/cancel_request")) {
      sessions.cancelRequest(params.path("requestId"));
    } else if (is(Fault.ANSWERS_NOTIFICATIONS)
        || (is(Fault.ANSWERS_CUSTOM_NOTIFICATIONS) && method.startsWith("_"))) {
      wire.error(NO_ID, new Refusal(-32601, "Method not found"));
    }
  }

  private void answer(JsonNode request) {
    JsonNode id = request.get("id");
    JsonNode params = request.path("params");
    try {
      check(request);
      serve(id, request.path("method").asText(), params);
    } catch (Refusal refusal) {
      stopped = is(Fault.STOPS_AFTER_AN_ERROR);
      if (is(Fault.ECHOES_PARAMETERS)) {
        refusal.data().set("params", params);
      }
      boolean isLost = is(Fault.LOSES_IDS_OF_BAD_REQUESTS) && !params.isObject();
      wire.error(isLost ? NO_ID : id, refusal);
    }
  }

  private void check(JsonNode request) {
    boolean isEarly = !client.isDone() && !is(Fault.SERVES_BEFORE_INITIALIZE);
    if (stopped || (isEarly && !request.path("method").asText().equals("initialize"))) {
      throw new Refusal(-32600, "initialize comes first");
    }
    JsonNode params = request.path("params");
    boolean isNothing =
        Checks.isAbsent(params)
            || (params.isArray() && params.isEmpty() && !is(Fault.REFUSES_EMPTY_ARRAYS));
    if (!isNothing && !params.isObject()) {
      throw is(Fault.REFUSES_PARAMS_BY_ANOTHER_CODE)
          ? new Refusal(-32600, "Invalid request")
          : Refusal.params("");
    }
    if (is(Fault.REFUSES_UNKNOWN_FIELDS) && params.has("future")) {
      throw Refusal.params("future");
    }
    if (is(Fault.REFUSES_META) && params.has("_meta")) {
      throw Refusal.params("_meta");
    }
    if (is(Fault.SERVES_NOTHING_WHILE_IT_ASKS)) {
      wire.awaitAnswers();
    }
    if (is(Fault.SERVES_NOTHING_IN_MID_TURN)) {
      sessions.awaitTurns();
    }
  }

  private void serve(JsonNode id, String method, JsonNode params) {
    switch (method) {
      case "initialize" -> wire.result(id, client.initialize(params));
      case "authenticate" -> wire.result(id, client.authenticate(params));
      case "logout" -> wire.result(id, client.logout());
      case "session/new" -> sessions.create(id, params);
      case "session/load" -> sessions.load(id, params);
      case "session/resume" -> sessions.resume(id, params);
      case "session/list" -> wire.result(id, sessions.list(params));
      case "session/close" -> sessions.close(id, params);
      case "session/delete" -> sessions.delete(id, params);
      case "session/set_mode" -> sessions.find(params).settings.setMode(id, params);
      case "session/set_config_option" -> sessions.find(params).settings.setOption(id, params);
      case "session/prompt" -> sessions.prompt(id, params);
      default -> unknown(id, method);
    }
  }

  private void unknown(JsonNode id, String method) {
    if (method.equals("session/fork") && is(Fault.SERVES_FORK)) {
      wire.result(id, Wire.object().put("sessionId", "00000000-0000-7000-8000-000000000001"));
      return;
    }
    if (method.startsWith("_") && is(Fault.IGNORES_CUSTOM_REQUESTS)) {
      return;
    }
    boolean isOdd = is(Fault.UNKNOWN_METHODS_FAIL);
    throw new Refusal(isOdd ? -32603 : -32601, isOdd ? "Internal error" : "Method not found");
  }

  /** An empty result. */
  static ObjectNode done() {
    return Wire.object();
  }
}
