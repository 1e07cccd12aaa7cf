package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of the connection, and the methods that make and end them. */
final class Sessions {
  private final HonestAgent agent;
  private final Fault fault;
  private final Store store;
  private final Wire wire;
  private final Map<String, Conversation> open = new ConcurrentHashMap<>();
  private final String same = UUID.randomUUID().toString();

  Sessions(HonestAgent agent) {
    this.agent = agent;
    this.fault = agent.fault;
    this.store = agent.store;
    this.wire = agent.wire;
  }

  void create(JsonNode id, JsonNode params) {
    agent.client.needLogin();
    if (fault == Fault.NEEDS_THE_CLIENTS_FILES && !agent.client.offers("fs", "readTextFile")) {
      throw new Refusal(-32603, "The client has no files");
    }
    if (fault != Fault.TAKES_A_MISSING_CWD) {
      checkCwd(params, Fault.TAKES_RELATIVE_CWD);
    }
    String cwd = params.path("cwd").asText();
    if (fault == Fault.NEEDS_ASCII_DIRECTORIES && !cwd.chars().allMatch(one -> one < 128)) {
      throw new Refusal(-32603, "There is no such directory");
    }
    Checks.servers(params.path("mcpServers"), fault);
    String name =
        switch (fault) {
          case GIVES_THE_SAME_SESSION_TWICE -> same;
          case NUMBERS_ITS_SESSIONS -> "%032x".formatted(store.ids(false).size() + 1);
          default -> UUID.randomUUID().toString();
        };
    if (fault == Fault.CREATES_WHAT_IT_REFUSES) {
      store.append(name, Wire.object().put("cwd", cwd));
    }
    checkDirectories(params.path("additionalDirectories"));
    Conversation session = new Conversation(name, Place.of(params, cwd), agent);
    session.servers.start(params.path("mcpServers"));
    open.put(name, session);
    store.append(name, Wire.object().put("cwd", cwd));
    if (fault == Fault.SPEAKS_BEFORE_SESSION_NEW_IS_ANSWERED) {
      wire.update(name, Commands.update());
    }
    ObjectNode result = session.settings.shown();
    result.put("sessionId", fault == Fault.GIVES_AN_EMPTY_ID ? "" : name);
    if (fault == Fault.LEAKS_SECRETS) {
      result.putObject("_meta").set("servers", params.path("mcpServers"));
    }
    wire.result(id, result);
    if (fault != Fault.SPEAKS_BEFORE_SESSION_NEW_IS_ANSWERED) {
      wire.update(name, Commands.update());
    }
  }

  private void checkCwd(JsonNode params, Fault lenient) {
    if (fault != lenient) {
      Checks.cwd(params);
    }
  }

  private void checkDirectories(JsonNode more) {
    if (fault == Fault.REFUSES_DIRECTORIES && more.isArray()) {
      throw Refusal.params("additionalDirectories");
    }
    if (fault != Fault.TAKES_BAD_DIRECTORIES) {
      Checks.directories(more);
    }
  }

  Conversation find(JsonNode params) {
    String id = Checks.text(params, "sessionId", "sessionId");
    if (!store.has(id)) {
      throw Refusal.session(id);
    }
    return open.computeIfAbsent(
        id,
        unseen ->
            new Conversation(id, Place.of(params, store.head(id).path("cwd").asText()), agent));
  }

  void load(JsonNode id, JsonNode params) {
    checkCwd(
        params,
        fault == Fault.LOADS_WITHOUT_A_DIRECTORY
            ? Fault.LOADS_WITHOUT_A_DIRECTORY
            : Fault.LOADS_INTO_RELATIVE_DIRECTORIES);
    Checks.servers(params.path("mcpServers"), fault);
    checkDirectories(params.path("additionalDirectories"));
    String name = Checks.text(params, "sessionId", "sessionId");
    if (fault == Fault.REFUSES_TO_LOAD_OPEN_SESSIONS && open.containsKey(name)) {
      throw new Refusal(-32603, "The session is open");
    }
    if (fault == Fault.LOADS_WHAT_IS_NOT_THERE && !store.has(name)) {
      wire.result(id, Wire.object());
      return;
    }
    Conversation session = find(params);
    session.moveTo(params);
    if (fault != Fault.STARTS_NO_SERVERS_ON_LOAD) {
      session.servers.start(params.path("mcpServers"));
    }
    ObjectNode result = session.settings.shown();
    Replay replay = new Replay(session);
    if (fault == Fault.REPLAYS_AFTER_THE_RESPONSE) {
      wire.result(id, result);
      replay.send();
    } else {
      replay.send();
      wire.update(name, Commands.update());
      wire.result(id, result);
    }
    replay.sendWhatIsTooLate();
  }

  void resume(JsonNode id, JsonNode params) {
    checkCwd(params, Fault.RESUMES_WITHOUT_A_DIRECTORY);
    String name = Checks.text(params, "sessionId", "sessionId");
    if (fault == Fault.RESUMES_WHAT_IS_NOT_THERE && !store.has(name)) {
      wire.result(id, Wire.object());
      return;
    }
    Conversation session = find(params);
    if (fault == Fault.RESUMES_FAIL) {
      throw new Refusal(-32603, "The session cannot be resumed");
    }
    session.moveTo(params);
    session.servers.start(params.path("mcpServers"));
    if (fault == Fault.REPLAYS_IN_RESUME) {
      new Replay(session).send();
    }
    wire.result(id, session.settings.shown());
  }

  void prompt(JsonNode id, JsonNode params) {
    JsonNode prompt = params.path("prompt");
    Checks.prompt(prompt, fault);
    if (fault == Fault.ANSWERS_FOR_UNKNOWN_SESSIONS
        && !store.has(params.path("sessionId").asText())) {
      wire.result(id, Conversation.stop("end_turn"));
      return;
    }
    find(params).prompt(id, prompt);
  }

  ObjectNode list(JsonNode params) {
    if (Checks.isAbsent(params) && fault == Fault.LISTS_NEED_PARAMETERS) {
      throw Refusal.params("");
    }
    boolean takesCursor =
        params.path("cursor").isTextual()
            ? fault == Fault.TAKES_ANY_CURSOR
            : fault == Fault.TAKES_CURSORS_OF_ANY_TYPE;
    JsonNode filter = params.path("cwd");
    if (!Checks.isAbsent(params.path("cursor")) && !takesCursor) {
      throw Refusal.params("cursor");
    }
    if (!Checks.isAbsent(filter) && !filter.isTextual()) {
      throw Refusal.params("cwd");
    }
    boolean isFiltered = filter.isTextual() && fault != Fault.IGNORES_THE_CWD_FILTER;
    ObjectNode result = Wire.object();
    ArrayNode listed = result.putArray("sessions");
    for (String id : store.ids(fault == Fault.LISTS_THE_OLDEST_FIRST)) {
      if (!isFiltered || store.head(id).path("cwd").equals(filter)) {
        listed.add(entry(id));
      }
    }
    return fault == Fault.LISTS_NULL && listed.isEmpty() ? result.putNull("sessions") : result;
  }

  private ObjectNode entry(String id) {
    ObjectNode entry =
        Wire.object().put("sessionId", id).put("cwd", store.head(id).path("cwd").asText());
    if (fault != Fault.LISTS_NO_TIMES) {
      entry.put("updatedAt", store.changed(id).toString());
    }
    for (JsonNode update : store.updates(id)) {
      if (update.has("title")
          && update.path("sessionUpdate").asText().equals("session_info_update")) {
        boolean isOther = fault == Fault.LISTS_ANOTHER_TITLE;
        entry.put("title", isOther ? "Another title" : update.get("title").asText());
      }
    }
    return entry;
  }

  void close(JsonNode id, JsonNode params) {
    if (fault == Fault.CLOSES_FAIL) {
      throw new Refusal(-32603, "The session cannot be closed");
    }
    boolean isLax = fault == Fault.CLOSES_WITHOUT_AN_ID;
    String name =
        isLax ? params.path("sessionId").asText() : Checks.text(params, "sessionId", "sessionId");
    Conversation session = open.remove(name);
    boolean isEarly = fault == Fault.CLOSES_BEFORE_THE_TURN_ENDS;
    if (isEarly) {
      wire.result(id, HonestAgent.done());
    }
    if (session != null && fault != Fault.CLOSES_WITHOUT_ENDING_THE_TURN) {
      session.end();
    }
    if (!isEarly) {
      wire.result(id, HonestAgent.done());
    }
    if (fault == Fault.SPEAKS_AFTER_CLOSE) {
      wire.update(name, Commands.update());
    }
  }

  void delete(JsonNode id, JsonNode params) {
    if (fault == Fault.DELETES_FAIL) {
      throw new Refusal(-32603, "The session cannot be deleted");
    }
    boolean isLax = fault == Fault.DELETES_WITHOUT_AN_ID;
    String name =
        isLax ? params.path("sessionId").asText() : Checks.text(params, "sessionId", "sessionId");
    if (fault == Fault.DELETES_ONLY_WHAT_IS_THERE && !store.has(name)) {
      throw Refusal.session(name);
    }
    Conversation session = open.remove(name);
    if (session != null) {
      session.end();
    }
    if (fault != Fault.DELETES_NOTHING) {
      store.delete(name);
    }
    wire.result(id, HonestAgent.done());
  }

  void cancel(String id) {
    Conversation session = open.get(id);
    if (session != null) {
      session.cancel();
    } else if (fault == Fault.DIES_OF_UNKNOWN_CANCELS) {
      Runtime.getRuntime().halt(3);
    }
  }

  void cancelRequest(JsonNode id) {
    open.values().forEach(session -> session.cancel(id));
  }

  void awaitTurns() {
    open.values().forEach(Conversation::awaitTurns);
  }

  /** Ends all that runs, and waits for it. */
  void end() {
    if (fault == Fault.IGNORES_EOF_IN_MID_TURN) {
      awaitTurns();
    }
    open.values().forEach(Conversation::end);
  }
}
