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
import org.jspecify.annotations.Nullable;

/** The agent's stdout, and its own requests that wait for an answer. */
final class Wire {
  private final OutputStream out;
  private final Fault fault;
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger(-1);

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
    boolean spoilt = fault == Fault.NUMBER_IDS_BECOME_STRINGS && id.isNumber();
    return spoilt ? JsonNodeFactory.instance.textNode(id.asText()) : id;
  }

  void update(String session, JsonNode update) {
    ObjectNode message = message().put("method", "session/update");
    message.putObject("params").put("sessionId", session).set("update", update);
    send(message);
  }

  /** Asks the client; the future holds its whole response. */
  CompletableFuture<JsonNode> ask(String method, ObjectNode params) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    ObjectNode message = message().put("id", id).put("method", method);
    message.set("params", params);
    send(message);
    return answer;
  }

  /** Takes a response of the client; one that was not asked for is dropped. */
  void settle(JsonNode response) {
    CompletableFuture<JsonNode> asked =
        response.get("id").isInt() ? pending.remove(response.get("id").intValue()) : null;
    if (asked != null) {
      asked.complete(response);
    } else if (fault == Fault.ANSWERS_RESPONSES) {
      error(response.get("id"), new Refusal(-32600, "This was not asked for"));
    }
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
