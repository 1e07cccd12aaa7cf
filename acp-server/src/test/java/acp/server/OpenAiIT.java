package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from an editor's stdin to a server that speaks Chat Completions, and back. */
@Timeout(120)
class OpenAiIT {
  private static final String KEY = "sk-secret-of-the-test";

  @TempDir Path home;

  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private record Reply(int status, String body) {

    static Reply stream(String... data) {
      StringBuilder body = new StringBuilder();
      for (String each : data) {
        body.append("data: ").append(each).append("\n\n");
      }
      return new Reply(200, body.toString());
    }
  }

  OpenAiIT() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Reply reply = replies.remove();
      byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .add("Content-Type", reply.status == 200 ? "text/event-stream" : "application/json");
      exchange.sendResponseHeaders(reply.status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Editor editor() throws IOException {
    Map<String, String> env =
        Map.of(
            "OPENAI_API_KEY",
            KEY,
            "OPENAI_BASE_URL",
            "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
            "ACP_SERVER_MODEL",
            "openai/test-model");
    return Editor.start(Editor.image().resolve("bin/acp-server"), home, env);
  }

  private static String text(String delta) {
    return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + delta + "\"}}]}";
  }

  private static String end(String reason) {
    return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
  }

  @Test
  void aModelReadsAFileAndAnswers() throws Exception {
    Files.writeString(home.resolve("notes.txt"), "the password is swordfish\n");
    replies.add(
        Reply.stream(
            text("Let me look."),
            "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\","
                + "\"type\":\"function\",\"function\":{\"name\":\"read_file\",\"arguments\":\"{\\\"pa\"}}]}}]}",
            "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,"
                + "\"function\":{\"arguments\":\"th\\\":\\\"notes.txt\\\"}\"}}]}}]}",
            end("tool_calls"),
            "[DONE]"));
    replies.add(Reply.stream(text("It says "), text("swordfish."), end("stop"), "[DONE]"));

    try (Editor editor = editor()) {
      editor.initialize();
      String session = editor.open(home);
      JsonNode answer = editor.prompt(session, "what is in notes.txt?");
      editor.end();

      assertEquals("end_turn", answer.at("/result/stopReason").asText());
      String heard = String.join("\n", editor.heard());
      assertTrue(heard.contains("\"title\":\"Read notes.txt\""), heard);
      assertTrue(heard.contains("swordfish."), heard);
    }
    assertEquals(2, asked.size());
    assertTrue(asked.getFirst().contains("\"model\":\"test-model\""), asked.getFirst());
    assertTrue(asked.getLast().contains("the password is swordfish"), asked.getLast());
    assertEquals(List.of("Bearer " + KEY, "Bearer " + KEY), keys);
    assertNoFileHolds(KEY);
  }

  @Test
  void aRefusedRequestIsAnErrorAndTheSessionGoesOn() throws Exception {
    replies.add(
        new Reply(400, "{\"error\":{\"message\":\"no such model\",\"type\":\"invalid_request\"}}"));
    replies.add(Reply.stream(text("Back again."), end("stop"), "[DONE]"));

    try (Editor editor = editor()) {
      editor.initialize();
      String session = editor.open(home);
      JsonNode failed = editor.prompt(session, "hello");
      JsonNode answer = editor.prompt(session, "hello again");

      assertEquals(-32603, failed.at("/error/code").asInt(), failed.toString());
      assertTrue(failed.toString().contains("no such model"), failed.toString());
      assertFalse(failed.toString().contains(KEY));
      assertEquals("end_turn", answer.at("/result/stopReason").asText());
    }
  }

  @Test
  void aStreamThatIsCutKeepsWhatWasShownAndIsAnError() throws Exception {
    replies.add(Reply.stream(text("This much")));
    replies.add(Reply.stream(text("This much"))); // it is asked for again once

    String session;
    try (Editor editor = editor()) {
      editor.initialize();
      session = editor.open(home);
      JsonNode failed = editor.prompt(session, "hello");

      assertTrue(failed.has("error"), failed.toString());
    }
    try (Editor later = editor()) {
      later.initialize();
      later.load(session, home);

      String replay = String.join("\n", later.heard());
      assertTrue(replay.contains("This much"), replay);
      assertTrue(replay.contains("This turn failed"), replay);
    }
  }

  private void assertNoFileHolds(String secret) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(secret), file.toString());
      }
    }
  }
}
