package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The agent's text as it was heard, session by session and over all processes of a transcript:
 * live, and replayed.
 */
final class Recollection {
  private final Map<String, StringBuilder> live = new HashMap<>();
  private final Map<String, StringBuilder> replayed = new HashMap<>();
  private final Map<JsonNode, String> loading = new HashMap<>();

  /** Takes note of a message of ours. */
  void said(JsonNode message) {
    if (message.path("method").asText().equals("session/load") && message.has("id")) {
      String session = message.path("params").path("sessionId").asText();
      loading.put(message.get("id"), session);
      replayed.put(session, new StringBuilder());
    }
  }

  /** Takes note of a message of the agent. */
  void heard(Heard message) {
    if (message.isResponse()) {
      loading.remove(message.id());
      return;
    }
    String session = message.session();
    if (session != null
        && message.update().path("sessionUpdate").asText().equals("agent_message_chunk")) {
      (loading.containsValue(session) ? replayed : live)
          .computeIfAbsent(session, unseen -> new StringBuilder())
          .append(message.update().path("content").path("text").asText());
    }
  }

  /** What a process still owed is owed no more. */
  void processEnded() {
    loading.clear();
  }

  /** What the session's agent said live. */
  String live(String session) {
    return String.valueOf(live.getOrDefault(session, new StringBuilder()));
  }

  /** What the last load of the session replayed. */
  String replayed(String session) {
    return String.valueOf(replayed.getOrDefault(session, new StringBuilder()));
  }
}
