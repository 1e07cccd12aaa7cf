package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A server of a few words: it answers each method with what the test gave it. */
final class PlayedHost implements Host {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = "";

  /** What has been asked, and answered to questions of ours. */
  final List<JsonNode> heard = new ArrayList<>();

  /** What the server was started with. */
  Map<String, String> flags = Map.of();

  String input = "";
  boolean closed;

  /** What comes before the answer to a prompt: updates and questions. */
  final List<String> updates = new ArrayList<>();

  String sessions = "{\"sessions\":[]}";
  String answer = "{\"stopReason\":\"end_turn\"}";
  @Nullable String error;

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  /** An update of the session's before the answer. */
  PlayedHost update(String kind, String fields) {
    updates.add(
        "{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"s1\",\"update\":{"
            + "\"sessionUpdate\":\""
            + kind
            + "\","
            + fields
            + "}}}");
    return this;
  }

  /** Some text of the agent's. */
  PlayedHost says(String message, String text) {
    return update(
        "agent_message_chunk",
        "\"messageId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"%s\"}"
            .formatted(message, text));
  }

  /** A call that must be permitted. */
  PlayedHost asks(String tool, String title) {
    update(
        "tool_call",
        "\"toolCallId\":\"c1\",\"name\":\"%s\",\"title\":\"%s\"".formatted(tool, title));
    updates.add(
        """
        {"jsonrpc":"2.0","id":"q1","method":"session/request_permission","params":{"sessionId":"s1",\
        "toolCall":{"toolCallId":"c1","title":"%s"},"options":[\
        {"optionId":"yes","kind":"allow_once","name":"Yes"},{"optionId":"ever","kind":"allow_always","name":"Ever"},\
        {"optionId":"no","kind":"reject_once","name":"No"}]}}"""
            .formatted(title));
    return this;
  }

  /** The params of the last message of that method. */
  JsonNode params(String method) {
    return heard.stream()
        .filter(message -> message.path("method").asText().equals(method))
        .reduce((_, last) -> last)
        .map(message -> message.path("params"))
        .orElseThrow();
  }

  @Override
  public Checkup checkup(Map<String, String> given) {
    throw new IllegalStateException("not asked for here");
  }

  @Override
  public Link start(Map<String, String> given) {
    flags = Map.copyOf(given);
    said.clear();
    return new Played();
  }

  @Override
  public InputStream input() {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean colours() {
    return false;
  }

  @Override
  public Screen screen() {
    return new Screen(0, false);
  }

  private final class Played implements Link {

    @Override
    public synchronized void send(String message) {
      JsonNode read;
      try {
        read = JSON.readTree(message);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      heard.add(read);
      switch (read.path("method").asText()) {
        case "session/new" -> answer(read, "{\"sessionId\":\"s1\"}");
        case "session/list" -> answer(read, sessions);
        case "session/prompt" -> {
          said.addAll(updates);
          if (error == null) {
            answer(read, answer);
          } else {
            reply(read, "error", error);
          }
        }
        case "", "session/cancel" -> {}
        default -> answer(read, "{}");
      }
    }

    private void answer(JsonNode question, String result) {
      reply(question, "result", result);
    }

    private void reply(JsonNode question, String kind, String value) {
      ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
      reply.set("id", question.path("id"));
      said.add(reply.toString().replaceFirst("}$", ",\"" + kind + "\":" + value + "}"));
    }

    @Override
    public @Nullable String receive() throws InterruptedException {
      String next = said.take();
      return next.equals(END) ? null : next;
    }

    @Override
    public void close() {
      closed = true;
      said.add(END);
    }
  }
}
