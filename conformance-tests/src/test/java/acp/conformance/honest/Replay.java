package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The history of a session, sent once more. */
final class Replay {
  private final Conversation session;
  private final Wire wire;
  private final Fault fault;

  Replay(Conversation session) {
    this.session = session;
    this.wire = session.agent.wire;
    this.fault = session.agent.fault;
  }

  /** Sends all updates; a call that a dead process left open is shown as failed. */
  void send() {
    Set<String> open = new LinkedHashSet<>();
    boolean isRepeated = session.isReplayed();
    if (fault == Fault.REPLAYS_ONLY_ONCE && isRepeated) {
      return;
    }
    for (JsonNode update : session.agent.store.updates(session.id)) {
      if (!isForgotten(update)) {
        wire.update(session.id, shown(update));
      }
      String call = update.path("toolCallId").asText();
      String status = update.path("status").asText();
      if (update.path("sessionUpdate").asText().equals("tool_call")) {
        open.add(call);
      } else if (status.equals("completed") || status.equals("failed")) {
        open.remove(call);
      }
    }
    if (fault == Fault.SHOWS_DEAD_CALLS_AS_OPEN || fault == Fault.FORGETS_CANCELLED_CALLS) {
      return;
    }
    for (String call : open) {
      ObjectNode closed = Wire.object().put("sessionUpdate", "tool_call_update");
      wire.update(session.id, closed.put("toolCallId", call).put("status", "failed"));
    }
  }

  private boolean isForgotten(JsonNode update) {
    String kind = update.path("sessionUpdate").asText();
    return switch (fault) {
      case FORGETS_THE_PLAN -> kind.equals("plan");
      case FORGETS_CANCELLED_CALLS -> kind.startsWith("tool_call");
      case REPLAYS_TEXT_ONLY ->
          kind.equals("user_message_chunk")
              && !update.path("content").path("type").asText().equals("text");
      default -> false;
    };
  }

  private JsonNode shown(JsonNode update) {
    String text = update.path("content").path("text").asText();
    if (fault != Fault.REPLAYS_HALF
        || !update.path("sessionUpdate").asText().equals("agent_message_chunk")) {
      return update;
    }
    ObjectNode half = update.deepCopy();
    ((ObjectNode) half.get("content")).put("text", text.substring(0, text.length() / 2));
    return half;
  }

  /** What an agent without this fault would not send. */
  void sendWhatIsTooLate() {
    if (fault == Fault.SPEAKS_AFTER_LOAD || fault == Fault.COMMANDS_AFTER_LOAD) {
      wire.update(session.id, Commands.update());
    }
    if (fault == Fault.ASKS_AGAIN_AFTER_LOAD) {
      ObjectNode params = Wire.object().put("sessionId", session.id);
      params.putObject("toolCall").put("toolCallId", "again");
      params.putArray("options").add(Permission.option("yes", "Allow", "allow_once"));
      wire.ask("session/request_permission", params);
    }
  }
}
