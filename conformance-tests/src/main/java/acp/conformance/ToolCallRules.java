package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * That tool calls of one process are told before anything else about them, each by an id of its
 * own. A client drops what breaks this, so the user would not see it.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls">Tool calls</a>
 */
final class ToolCallRules {
  private final Breaches breaches;

  /** For each session the calls that were told, each with its status. */
  private final Map<String, Map<String, String>> told = new HashMap<>();

  /** For each session the calls that a replay may tell again. */
  private final Map<String, Set<String>> replayed = new HashMap<>();

  ToolCallRules(Breaches breaches) {
    this.breaches = breaches;
  }

  /** From now on, all that was told of the session may be told again. */
  void replayAsked(String session) {
    replayed.put(session, new HashSet<>(callsOf(session).keySet()));
  }

  void check(Heard message) {
    String session = String.valueOf(message.session());
    switch (message.update().path("sessionUpdate").asText()) {
      case "tool_call" -> first(session, message);
      case "tool_call_update" -> change(session, message);
      default -> {}
    }
    if (message.method().equals("session/request_permission") && message.isRequest()) {
      permission(session, message);
    }
  }

  private void first(String session, Heard message) {
    String id = message.update().path("toolCallId").asText();
    String status = message.update().path("status").asText("pending");
    boolean isNew = callsOf(session).put(id, status) == null;
    Set<String> again = replayed.get(session);
    boolean isReplayed = again != null && again.remove(id);
    if (!isNew && !isReplayed) {
      breaches.add(
          "wire.tool-call-ids-differ", "a toolCallId that no call of the session had", message);
    }
  }

  private void change(String session, Heard message) {
    String id = message.update().path("toolCallId").asText();
    JsonNode status = message.update().path("status");
    if (!callsOf(session).containsKey(id)) {
      breaches.add(
          "wire.tool-call-comes-first", "a tool_call before its tool_call_update", message);
    }
    if (status.isTextual()) {
      callsOf(session).put(id, status.textValue());
    }
  }

  private void permission(String session, Heard message) {
    JsonNode params = message.json().path("params");
    if (!callsOf(session).containsKey(params.path("toolCall").path("toolCallId").asText())) {
      breaches.add(
          "wire.permission-is-for-a-told-call",
          "a tool_call before the permission is asked for it",
          message);
    }
    Set<String> ids = new HashSet<>();
    boolean differ = true;
    for (JsonNode option : params.path("options")) {
      differ &= ids.add(option.path("optionId").asText());
    }
    if (ids.isEmpty() || !differ) {
      breaches.add(
          "wire.permission-options-differ",
          "options to choose from, each with an optionId of its own",
          message);
    }
  }

  private Map<String, String> callsOf(String session) {
    return told.computeIfAbsent(session, unseen -> new HashMap<>());
  }

  /** The tool calls of the session that were told and have not ended. */
  List<String> open(String session) {
    return callsOf(session).entrySet().stream()
        .filter(call -> !call.getValue().equals("completed") && !call.getValue().equals("failed"))
        .map(call -> call.getKey() + " is " + call.getValue())
        .toList();
  }
}
