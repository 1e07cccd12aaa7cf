package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One prompt on its way to its answer. */
final class Turn {
  final JsonNode id;
  final Conversation session;
  final String text;
  final Fault fault;
  private final CompletableFuture<JsonNode> cancelled = new CompletableFuture<>();
  private final String message;
  private volatile boolean started;
  private volatile boolean dropped;
  private @Nullable String openCall;

  Turn(JsonNode id, Conversation session, String text) {
    this.id = id;
    this.session = session;
    this.text = text;
    this.fault = session.agent.fault;
    boolean repeats = fault == Fault.REPEATS_MESSAGE_IDS;
    this.message = repeats ? "message" : UUID.randomUUID().toString();
  }

  void start() {
    if (fault == Fault.LOSES_EARLY_CANCELS) {
      pause(300);
    }
    started = true;
  }

  void cancel() {
    boolean isLost = fault == Fault.LOSES_EARLY_CANCELS && !started;
    if (fault != Fault.IGNORES_CANCEL && !isLost) {
      cancelled.complete(Wire.object());
    }
  }

  /** With {@code true}, leaves the prompt without an answer. */
  void drop(boolean isDropped) {
    dropped |= isDropped;
  }

  boolean isDropped() {
    return dropped;
  }

  boolean isCancelled() {
    return cancelled.isDone();
  }

  /** Lets the time pass, unless the turn is cancelled before. */
  void pause(long millis) {
    if (cancelled.isDone()) {
      throw new CancellationException();
    }
    if (millis > 0) {
      try {
        cancelled.get(millis, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        return;
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
      throw new CancellationException();
    }
  }

  /** What is awaited, unless the turn is cancelled before. */
  <T> T await(CompletableFuture<T> answer) {
    CompletableFuture.anyOf(answer, cancelled).join();
    if (cancelled.isDone() && !answer.isDone()) {
      throw new CancellationException();
    }
    return answer.join();
  }

  JsonNode ask(String method, ObjectNode params) {
    return await(askOnly(method, params));
  }

  /** Asks, and leaves it at that. */
  CompletableFuture<JsonNode> askOnly(String method, ObjectNode params) {
    return session.agent.wire.ask(method, params.put("sessionId", session.id));
  }

  void think(String words) {
    say("agent_thought_chunk", fault == Fault.THINKS_IN_ITS_ANSWER ? message : "t-" + id, words);
  }

  void answer(String words) {
    say("agent_message_chunk", message, words);
  }

  private void say(String kind, String messageId, String words) {
    pause(0);
    ObjectNode update = Wire.object().put("sessionUpdate", kind);
    if (fault != Fault.OMITS_MESSAGE_IDS) {
      update.put("messageId", messageId);
    }
    update.putObject("content").put("type", "text").put("text", words);
    session.emit(update);
  }

  String begin(String tool, String title, String kind, @Nullable String path) {
    String call = fault == Fault.REUSES_CALL_IDS ? "call" : UUID.randomUUID().toString();
    ObjectNode update = Wire.object().put("sessionUpdate", "tool_call").put("toolCallId", call);
    update.put("title", title).put("name", tool).put("status", "pending");
    update.put("kind", fault == Fault.CALLS_EVERYTHING_OTHER ? "other" : kind);
    if (path != null) {
      boolean isRelative = fault == Fault.NAMES_FILES_RELATIVELY;
      String shown = path.substring(isRelative ? path.lastIndexOf('/') + 1 : 0);
      update.putArray("locations").addObject().put("path", shown);
    }
    session.emit(update);
    openCall = call;
    return call;
  }

  ObjectNode change(String call, String status) {
    return Wire.object()
        .put("sessionUpdate", "tool_call_update")
        .put("toolCallId", call)
        .put("status", status);
  }

  void progress(String call) {
    pause(0);
    if (fault != Fault.SKIPS_IN_PROGRESS) {
      session.emit(change(call, "in_progress"));
    }
  }

  void end(String call, String status, String words) {
    ObjectNode update = change(call, status);
    if (fault != Fault.HIDES_OUTPUT) {
      update
          .putArray("content")
          .addObject()
          .put("type", "content")
          .putObject("content")
          .put("type", "text")
          .put("text", words);
    }
    end(update);
    if (status.equals("failed") && fault == Fault.FAILED_TOOLS_FAIL_THE_TURN) {
      throw new Refusal(-32603, "A tool has failed");
    }
  }

  void end(ObjectNode update) {
    if (fault != Fault.LEAVES_CALLS_OPEN) {
      session.emit(update);
    }
    openCall = null;
  }

  /** Closes what a cancel or a failure left open. */
  void closeCall() {
    String call = openCall;
    if (call != null && fault != Fault.CANCEL_LEAVES_CALLS_OPEN) {
      session.emit(change(call, "failed"));
    }
    openCall = null;
  }
}
