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
  final CompletableFuture<JsonNode> cancelled = new CompletableFuture<>();
  private final String message = UUID.randomUUID().toString();
  private @Nullable String openCall;

  Turn(JsonNode id, Conversation session, String text) {
    this.id = id;
    this.session = session;
    this.text = text;
  }

  void cancel() {
    cancelled.complete(Wire.object());
  }

  /** Lets the time pass, unless the turn is cancelled before. */
  void pause(long millis) {
    if (cancelled.isDone() && session.agent.fault != Fault.IGNORES_CANCEL) {
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
      if (session.agent.fault != Fault.IGNORES_CANCEL) {
        throw new CancellationException();
      }
    }
  }

  /** The client's answer, unless the turn is cancelled before. */
  JsonNode await(CompletableFuture<JsonNode> answer) {
    if (session.agent.fault == Fault.WAITS_FOR_PERMISSION_AFTER_CANCEL) {
      return answer.join();
    }
    CompletableFuture.anyOf(answer, cancelled).join();
    if (!answer.isDone()) {
      throw new CancellationException();
    }
    return answer.join();
  }

  JsonNode ask(String method, ObjectNode params) {
    return await(session.agent.wire.ask(method, params.put("sessionId", session.id)));
  }

  void say(String kind, String words) {
    pause(0);
    ObjectNode update = Wire.object().put("sessionUpdate", kind);
    if (session.agent.fault != Fault.OMITS_MESSAGE_IDS) {
      update.put("messageId", kind.equals("agent_message_chunk") ? message : message + "-thought");
    }
    update.putObject("content").put("type", "text").put("text", words);
    session.emit(update);
  }

  void answer(String words) {
    say("agent_message_chunk", words);
  }

  String begin(String title, String kind, @Nullable String path) {
    String call = UUID.randomUUID().toString();
    ObjectNode update = Wire.object().put("sessionUpdate", "tool_call").put("toolCallId", call);
    update.put("title", title).put("kind", kind).put("status", "pending");
    if (path != null) {
      update.putArray("locations").addObject().put("path", path);
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
    session.emit(change(call, "in_progress"));
  }

  void end(String call, String status, String words) {
    ObjectNode update = change(call, status);
    update
        .putArray("content")
        .addObject()
        .put("type", "content")
        .putObject("content")
        .put("type", "text")
        .put("text", words);
    end(update);
  }

  void end(ObjectNode update) {
    session.emit(update);
    openCall = null;
  }

  /** Closes what a cancel or a failure left open. */
  void closeCall() {
    if (openCall != null) {
      end(openCall, "failed", "This was cancelled.");
    }
  }
}
