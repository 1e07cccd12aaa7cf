package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What editors have received of one session, from however many processes. Thread-safe. */
final class Received {
  private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
  private final Set<String> calls = new LinkedHashSet<>();
  private final Map<String, String> ended = new HashMap<>();
  private final List<List<String>> orders = new ArrayList<>();
  private int answered;

  /** What one process has said, in order. */
  synchronized void add(List<JsonNode> messages) {
    Set<String> order = new LinkedHashSet<>();
    for (JsonNode message : messages) {
      add(message, order);
    }
    orders.add(List.copyOf(order));
  }

  private void add(JsonNode message, Set<String> order) {
    JsonNode update = message.at("/params/update");
    switch (update.path("sessionUpdate").asText()) {
      case "agent_message_chunk", "agent_thought_chunk" -> {
        String id = update.path("messageId").asText();
        if (!id.isEmpty()) {
          texts
              .computeIfAbsent(id, _ -> new StringBuilder())
              .append(update.at("/content/text").asText());
          order.add(id);
        }
      }
      case "tool_call" -> {
        calls.add(update.path("toolCallId").asText());
        order.add(update.path("toolCallId").asText());
      }
      case "tool_call_update" -> {
        String status = update.path("status").asText();
        if (status.equals("completed") || status.equals("failed")) {
          ended.put(update.path("toolCallId").asText(), status);
        }
      }
      default -> answered += message.at("/result/stopReason").asText().equals("end_turn") ? 1 : 0;
    }
  }

  /** The same as of now. */
  synchronized Received copy() {
    Received copy = new Received();
    texts.forEach((id, text) -> copy.texts.put(id, new StringBuilder(text)));
    copy.calls.addAll(calls);
    copy.ended.putAll(ended);
    copy.orders.addAll(orders);
    copy.answered = answered;
    return copy;
  }

  synchronized int textLength() {
    return texts.values().stream().mapToInt(StringBuilder::length).sum();
  }

  synchronized int calls() {
    return calls.size();
  }

  /** All of this is in {@code replay}. */
  void assertIn(Received replay, String at) {
    texts.forEach(
        (message, text) -> {
          StringBuilder back = replay.texts.get(message);
          assertTrue(
              back != null && back.toString().startsWith(text.toString()),
              at + ": of message " + message + " came back " + back + " instead of " + text);
        });
    assertTrue(replay.calls.containsAll(calls), at + ": a tool call is missing");
    ended.forEach(
        (call, status) ->
            assertEquals(status, replay.ended.get(call), at + ": the end of " + call));
  }

  /** Nothing is left open. */
  void assertClosed(String at) {
    assertTrue(ended.keySet().containsAll(calls), at + ": a call is left open");
  }

  /** All of this is in the journal, once and in order. */
  synchronized void assertIn(List<Entry> journal, String at) {
    Map<String, StringBuilder> written = new LinkedHashMap<>();
    List<String> order = new ArrayList<>();
    Set<String> once = new HashSet<>();
    long seq = 0;
    int ends = 0;
    for (Entry entry : journal) {
      assertTrue(entry.seq() > seq, at + ": seq " + entry.seq() + " behind " + seq);
      seq = entry.seq();
      switch (entry.event()) {
        case Event.MessageChunk e ->
            written.computeIfAbsent(e.message().value(), id -> begin(order, id)).append(e.text());
        case Event.CompactionEnded e when e.status() == Event.CompactionStatus.COMPLETED ->
            // To an editor that knows of no compactions it is told as a message.
            written
                .computeIfAbsent(e.compaction().value(), id -> begin(order, id))
                .append("The conversation was summarised:\n\n" + e.text() + "\n\n");
        case Event.ToolCallStarted e -> {
          assertOnce(once, "start of " + e.call(), at);
          begin(order, e.call().value());
        }
        case Event.ToolCallEnded e -> assertOnce(once, "end of " + e.call(), at);
        case Event.PromptAccepted e -> assertOnce(once, "start of " + e.turn(), at);
        case Event.TurnEnded e -> {
          assertOnce(once, "end of " + e.turn(), at);
          ends++;
        }
        default -> {}
      }
    }
    texts.forEach(
        (id, text) -> {
          String there = written.getOrDefault(id, new StringBuilder()).toString();
          assertTrue(
              there.startsWith(text.toString()),
              at
                  + ": the journal, up to seq "
                  + journal.getLast().seq()
                  + ", has of message "
                  + id
                  + " \""
                  + there
                  + "\" and not what was received: \""
                  + text
                  + '"');
        });
    assertTrue(order.containsAll(calls), at + ": the journal lacks a call");
    assertTrue(ends >= answered, at + ": of " + answered + " turns " + ends + " have ended");
    orders.forEach(
        seen -> {
          List<String> there = new ArrayList<>(order);
          there.retainAll(new HashSet<>(seen));
          assertEquals(seen, there, at + ": not in the order in which they were told");
        });
  }

  private static StringBuilder begin(List<String> order, String id) {
    order.add(id);
    return new StringBuilder();
  }

  private static void assertOnce(Set<String> seen, String what, String at) {
    assertTrue(seen.add(what), at + ": there are two of the " + what);
  }
}
