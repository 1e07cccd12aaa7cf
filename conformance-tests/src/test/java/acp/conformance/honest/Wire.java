package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The agent's stdout, and its own requests that wait for an answer. */
final class Wire {
  private final OutputStream out;
  private final Fault fault;
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger(-1);
  private final AtomicReference<@Nullable String> firstSession = new AtomicReference<>();

  Wire(OutputStream out, Fault fault) {
    this.out = out;
    this.fault = fault;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  void result(JsonNode id, JsonNode result) {
    send(message().<ObjectNode>set("id", shownId(id)).set("result", result));
  }

  void error(JsonNode id, Refusal refusal) {
    ObjectNode message = message();
    message.set("id", shownId(id));
    ObjectNode error = message.putObject("error");
    error.put("code", refusal.code()).put("message", refusal.getMessage());
    if (fault == Fault.LEAKS_CLASS_NAMES) {
      error.putObject("data").put("details", "java.lang.IllegalArgumentException: bad");
    } else if (!refusal.data().isEmpty()) {
      error.set("data", refusal.data());
    }
    send(message);
  }

  private JsonNode shownId(JsonNode id) {
    if (fault == Fault.NUMBER_IDS_BECOME_STRINGS && id.isNumber()) {
      return JsonNodeFactory.instance.textNode(id.asText());
    }
    if (fault == Fault.BIG_IDS_LOSE_PRECISION && id.isLong()) {
      return JsonNodeFactory.instance.numberNode((long) id.doubleValue() - 1);
    }
    return id;
  }

  void update(String session, JsonNode update) {
    firstSession.compareAndSet(null, session);
    boolean isMixedUp = fault == Fault.MIXES_SESSIONS_UP;
    ObjectNode message = message().put("method", "session/update");
    message
        .putObject("params")
        .put("sessionId", isMixedUp ? firstSession.get() : session)
        .set("update", update);
    send(message);
  }

  /** Asks the client; the future holds its whole response. */
  CompletableFuture<JsonNode> ask(String method, ObjectNode params) {
    int id = fault == Fault.REUSES_IDS ? 0 : lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    ObjectNode message = message().put("id", id).put("method", method);
    message.set("params", params);
    send(message);
    return answer;
  }

  /** Waits no longer for this answer, and tells the client so. */
  void withdraw(CompletableFuture<JsonNode> asked) {
    asked.cancel(false);
    Map<Integer, CompletableFuture<JsonNode>> waiting = Map.copyOf(pending);
    waiting.forEach(
        (id, one) -> {
          if (one.isCancelled() && pending.remove(id) != null) {
            ObjectNode message = message().put("method", "$/cancel_request");
            message.putObject("params").put("requestId", id);
            send(message);
          }
        });
  }

  /** Takes a response of the client; one that was not asked for is dropped. */
  void settle(JsonNode response) {
    CompletableFuture<JsonNode> asked =
        response.get("id").isInt() ? pending.remove(response.get("id").intValue()) : null;
    if (asked != null) {
      asked.complete(response);
    } else if (fault == Fault.TAKES_ANY_ANSWER) {
      pending.values().forEach(waiting -> waiting.complete(response));
    } else if (fault == Fault.ANSWERS_RESPONSES) {
      error(response.get("id"), new Refusal(-32600, "This was not asked for"));
    }
  }

  /** Waits until the client has answered all that it was asked. */
  void awaitAnswers() {
    pending.values().forEach(CompletableFuture::join);
  }

  private static ObjectNode message() {
    return object().put("jsonrpc", "2.0");
  }

  void send(JsonNode message) {
    String text = fault == Fault.PRETTY_PRINTS ? message.toPrettyString() : message.toString();
    line(fault == Fault.ENDS_LINES_WITH_CRLF ? text + "\r" : text);
  }

  synchronized void line(String text) {
    try {
      out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the client has gone", e);
    }
  }

  static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
