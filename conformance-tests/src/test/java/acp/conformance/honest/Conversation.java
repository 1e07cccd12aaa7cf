package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** A session: its turns one after the other, each update on disk before it is sent. */
final class Conversation {
  final String id;
  final HonestAgent agent;
  final Settings settings;
  final Servers servers;
  volatile Place place;
  volatile boolean poisoned;
  private final List<Turn> turns = new ArrayList<>();
  private final List<JsonNode> unkept = new ArrayList<>();
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
  private int replays;

  Conversation(String id, Place place, HonestAgent agent) {
    this.id = id;
    this.place = place;
    this.agent = agent;
    this.settings = new Settings(this);
    this.servers = new Servers(agent.fault);
  }

  /** Where it works from now on: nothing is left of what it was given before. */
  void moveTo(JsonNode params) {
    Place next = Place.of(params, params.path("cwd").asText());
    boolean isKept = agent.is(Fault.RESTORES_DIRECTORIES) && next.more().isEmpty();
    place = isKept ? new Place(next.cwd(), place.more()) : next;
  }

  boolean isReplayed() {
    return replays++ > 0;
  }

  void emit(ObjectNode update) {
    if (agent.is(Fault.KEEPS_ONLY_ENDED_TURNS)) {
      unkept.add(update);
    } else {
      agent.store.append(id, update);
    }
    agent.wire.update(id, update);
  }

  synchronized void prompt(JsonNode requestId, JsonNode blocks) {
    if (agent.is(Fault.DROPS_A_SECOND_PROMPT) && !turns.isEmpty()) {
      return;
    }
    Turn turn = new Turn(requestId, this, blocks.path(0).path("text").asText());
    turns.add(turn);
    last =
        last.handleAsync(
            (nothing, failure) -> {
              run(turn, blocks);
              return null;
            },
            agent.workers);
  }

  private void run(Turn turn, JsonNode blocks) {
    try {
      turn.start();
      record(turn, blocks);
      answer(turn, poisoned ? stop("cancelled") : new Script(turn).run());
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
    if (agent.is(Fault.LOADED_SESSIONS_CANNOT_GO_ON) && replays > 0) {
      throw new Refusal(-32603, "The session was loaded");
    }
    if (agent.is(Fault.CHOKES_ON_EMPTY_PROMPTS) && blocks.isEmpty()) {
      turn.pause(Integer.MAX_VALUE);
    }
    boolean isFirst = agent.store.updates(id).isEmpty();
    List<JsonNode> said = new ArrayList<>();
    for (JsonNode block : blocks) {
      ObjectNode update = Wire.object().put("sessionUpdate", "user_message_chunk");
      said.add(update.put("messageId", turn.id + "-user").set("content", block));
    }
    agent.store.appendAll(id, said);
    if (isFirst) {
      tellTitle(turn.text);
    }
  }

  private void tellTitle(String text) {
    String line = text.lines().findFirst().orElse("(nothing)");
    String title = agent.is(Fault.TITLES_HAVE_MANY_LINES) ? text : line;
    if (!agent.is(Fault.TELLS_NO_TITLE)) {
      emit(Wire.object().put("sessionUpdate", "session_info_update").put("title", title));
    }
  }

  private void answerCancelled(Turn turn) {
    if (turn.isDropped()) {
      finish(turn);
    } else if (agent.is(Fault.CANCEL_IS_AN_ERROR)) {
      finish(turn);
      agent.wire.error(turn.id, new Refusal(-32800, "Request cancelled"));
    } else {
      answer(turn, stop("cancelled"));
    }
    if (agent.is(Fault.UPDATES_AFTER_CANCELLED)) {
      emit(Wire.object().put("sessionUpdate", "session_info_update").put("title", "Late"));
    }
  }

  private void answer(Turn turn, JsonNode result) {
    finish(turn);
    agent.wire.result(turn.id, result);
    if (agent.is(Fault.TALKS_AFTER_THE_ANSWER)) {
      turn.answer("One more thing.");
    }
  }

  private synchronized void finish(Turn turn) {
    agent.store.appendAll(id, unkept);
    unkept.clear();
    turns.remove(turn);
  }

  static ObjectNode stop(String reason) {
    return Wire.object().put("stopReason", reason);
  }

  synchronized void cancel() {
    poisoned = turns.isEmpty() && agent.is(Fault.CANCEL_POISONS_THE_NEXT_PROMPT);
    for (Turn turn : turns) {
      if (agent.is(Fault.ANSWERS_EVERY_CANCEL)) {
        agent.wire.result(turn.id, stop("cancelled"));
      }
      turn.drop(
          agent.is(Fault.DELETE_DROPS_THE_TURN)
              || (agent.is(Fault.CANCEL_FORGETS_WAITING_PROMPTS) && turn != turns.getFirst()));
      turn.cancel();
    }
  }

  /** Cancels the turn of that request alone. */
  synchronized void cancel(JsonNode requestId) {
    boolean isLoose = agent.is(Fault.CANCELS_IDS_OF_ANOTHER_TYPE);
    for (Turn turn : turns) {
      if (isLoose ? turn.id.asText().equals(requestId.asText()) : turn.id.equals(requestId)) {
        if (agent.is(Fault.ANSWERS_CANCELLED_REQUESTS_TWICE)) {
          agent.wire.error(turn.id, new Refusal(-32800, "Request cancelled"));
        }
        turn.cancel();
      }
    }
  }

  /** Waits until no turn runs. */
  void awaitTurns() {
    CompletableFuture<Void> running;
    synchronized (this) {
      running = last;
    }
    running.join();
  }

  /** Cancels, and waits until all turns are answered. */
  void end() {
    cancel();
    awaitTurns();
    servers.end();
  }
}
