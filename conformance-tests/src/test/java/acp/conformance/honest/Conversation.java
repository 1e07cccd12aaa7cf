package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A session: its turns one after the other, each update on disk before it is sent. */
final class Conversation {
  final String id;
  final String cwd;
  final HonestAgent agent;
  volatile String mode = "ask";
  volatile boolean poisoned;
  private final List<Turn> turns = new ArrayList<>();
  private final List<JsonNode> unkept = new ArrayList<>();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

  Conversation(String id, String cwd, HonestAgent agent) {
    this.id = id;
    this.cwd = cwd;
    this.agent = agent;
  }

  void emit(ObjectNode update) {
    if (agent.fault == Fault.KEEPS_ONLY_ENDED_TURNS) {
      unkept.add(update);
    } else {
      agent.store.append(id, update);
    }
    agent.wire.update(id, update);
  }

  /** Sends all updates once more; a call that a dead process left open is shown as failed. */
  void replay() {
    Set<String> open = new LinkedHashSet<>();
    for (JsonNode update : agent.store.updates(id)) {
      agent.wire.update(id, update);
      String call = update.path("toolCallId").asText();
      String status = update.path("status").asText();
      if (update.path("sessionUpdate").asText().equals("tool_call")) {
        open.add(call);
      } else if (status.equals("completed") || status.equals("failed")) {
        open.remove(call);
      }
    }
    if (agent.fault == Fault.SHOWS_DEAD_CALLS_AS_OPEN) {
      return;
    }
    for (String call : open) {
      ObjectNode closed = Wire.object().put("sessionUpdate", "tool_call_update");
      agent.wire.update(id, closed.put("toolCallId", call).put("status", "failed"));
    }
  }

  ObjectNode modes() {
    ObjectNode modes = Wire.object().put("currentModeId", mode);
    ArrayNode available = modes.putArray("availableModes");
    available.addObject().put("id", "ask").put("name", "Ask");
    available.addObject().put("id", "accept_edits").put("name", "Accept edits");
    return modes;
  }

  synchronized void prompt(JsonNode requestId, JsonNode blocks) {
    String text = blocks.path(0).path("text").asText();
    Turn turn = new Turn(requestId, this, text);
    turns.add(turn);
    worker.execute(() -> run(turn, blocks));
  }

  private void run(Turn turn, JsonNode blocks) {
    try {
      record(turn, blocks);
      JsonNode result = poisoned ? stop("cancelled") : new Script(turn).run();
      answer(turn, result);
    } catch (CancellationException e) {
      turn.closeCall();
      answerCancelled(turn);
    } catch (Refusal refusal) {
      turn.closeCall();
      finish(turn);
      agent.wire.error(turn.id, refusal);
    }
  }

  private void record(Turn turn, JsonNode blocks) {
    turn.pause(0);
    boolean isFirst = agent.store.updates(id).isEmpty();
    for (JsonNode block : blocks) {
      ObjectNode update = Wire.object().put("sessionUpdate", "user_message_chunk");
      agent.store.append(id, update.put("messageId", turn.id + "-user").set("content", block));
    }
    if (isFirst) {
      String title = turn.text.lines().findFirst().orElse("(nothing)");
      emit(Wire.object().put("sessionUpdate", "session_info_update").put("title", title));
    }
  }

  private void answerCancelled(Turn turn) {
    if (agent.fault == Fault.CANCEL_IS_AN_ERROR) {
      finish(turn);
      agent.wire.error(turn.id, new Refusal(-32800, "Request cancelled"));
      return;
    }
    answer(turn, stop("cancelled"));
    if (agent.fault == Fault.UPDATES_AFTER_CANCELLED) {
      emit(Wire.object().put("sessionUpdate", "session_info_update").put("title", "Late"));
    }
  }

  private void answer(Turn turn, JsonNode result) {
    finish(turn);
    agent.wire.result(turn.id, result);
  }

  private synchronized void finish(Turn turn) {
    unkept.forEach(update -> agent.store.append(id, update));
    unkept.clear();
    turns.remove(turn);
  }

  static ObjectNode stop(String reason) {
    return Wire.object().put("stopReason", reason);
  }

  synchronized void cancel() {
    poisoned = turns.isEmpty() && agent.fault == Fault.CANCEL_POISONS_THE_NEXT_PROMPT;
    turns.forEach(Turn::cancel);
  }

  synchronized void cancel(JsonNode requestId) {
    turns.stream().filter(turn -> turn.id.equals(requestId)).forEach(Turn::cancel);
  }

  /** Cancels, and waits until all turns are answered. */
  void end() {
    cancel();
    worker.close();
  }
}
