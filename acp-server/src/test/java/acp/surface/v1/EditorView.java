package acp.surface.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an editor has on its screen after some updates: the fold that every editor makes. */
final class EditorView {
  /** Messages by kind and id, calls by id, each where it first came; the order is the screen's. */
  private final Map<String, Object> items = new LinkedHashMap<>();

  private final Map<String, JsonNode> last = new LinkedHashMap<>();

  static EditorView of(List<JsonNode> updates) {
    EditorView view = new EditorView();
    updates.forEach(view::take);
    return view;
  }

  private void take(JsonNode update) {
    String kind = update.path("sessionUpdate").asText();
    switch (kind) {
      case "user_message_chunk", "agent_message_chunk", "agent_thought_chunk" ->
          items.merge(
              kind + " " + update.path("messageId").asText(),
              update.at("/content/text").asText(),
              (before, more) -> before + "" + more);
      case "tool_call" -> items.put(update.path("toolCallId").asText(), call(update));
      case "tool_call_update" -> {
        ObjectNode call = (ObjectNode) items.get(update.path("toolCallId").asText());
        if (call == null) {
          throw new AssertionError("an update of a call that was never told: " + update);
        }
        call.setAll(call(update));
      }
      default -> {
        ObjectNode told = update.deepCopy();
        told.remove("updatedAt"); // when it was told, not what it says
        last.put(kind, told);
      }
    }
  }

  private static ObjectNode call(JsonNode update) {
    ObjectNode call = update.deepCopy();
    call.remove("sessionUpdate");
    return call;
  }

  /** All but the user's own words, which editors show by themselves while live. */
  String withoutPrompts() {
    Map<String, Object> shown = new LinkedHashMap<>(items);
    shown.keySet().removeIf(key -> key.startsWith("user_message_chunk"));
    return shown + "\n" + new java.util.TreeMap<>(last);
  }

  Object item(String key) {
    return items.getOrDefault(key, "nothing");
  }

  @Override
  public String toString() {
    return items + "\n" + last;
  }
}
