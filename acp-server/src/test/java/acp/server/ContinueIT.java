package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL between a tool's result and the model's next word; then {@code /continue}. */
@Timeout(120)
class ContinueIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CALL =
      """
      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function",\
      "function":{"name":"run_command","arguments":"{\\"command\\":\\"echo ran >> ran.txt\\"}"}}]}}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

      data: [DONE]

      """;
  private static final String DONE =
      """
      data: {"choices":[{"index":0,"delta":{"content":"It ran."}}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  @TempDir Path home;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch resultSent = new CountDownLatch(1);
  private final CountDownLatch killed = new CountDownLatch(1);
  private final HttpServer server;

  ContinueIT() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext("/v1/chat/completions", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    killed.countDown();
    server.stop(0);
  }

  /** The first request wants a tool; the second is not answered before its asker is dead. */
  private void answer(HttpExchange exchange) throws IOException {
    asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    int number = asked.size();
    if (number == 2) {
      resultSent.countDown();
      await(killed);
      exchange.close();
      return;
    }
    byte[] body = (number == 1 ? CALL : DONE).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void await(CountDownLatch signal) {
    try {
      assertTrue(signal.await(Editor.LIMIT_SECONDS, TimeUnit.SECONDS), "the signal did not come");
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  private Editor editor() throws IOException {
    Map<String, String> env =
        Map.of(
            "OPENAI_BASE_URL",
            "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
            "ACP_SERVER_MODEL",
            "openai/test-model");
    return Editor.start(Editor.image().resolve("bin/acp-server"), home, env);
  }

  @Test
  void whatHasEndedIsNotRunAgainAndTheModelGoesOnFromItsResult() throws Exception {
    String session;
    try (Editor editor = editor()) {
      editor.initialize();
      session = editor.open(home);
      editor.sendPrompt(session, "run it");
      editor.awaitUpdate("tool_call");
      editor.await(message -> message.at("/params/update/status").asText().equals("completed"));
      await(resultSent);
      editor.kill();
    }
    killed.countDown();

    try (Editor later = editor()) {
      later.initialize();
      later.load(session, home);
      JsonNode answer = later.prompt(session, "/continue");
      later.end();

      assertEquals("end_turn", answer.at("/result/stopReason").asText(), answer.toString());
      assertTrue(String.join("\n", later.heard()).contains("It ran."));
    }
    assertEquals(List.of("ran"), Files.readAllLines(home.resolve("ran.txt")));
    JsonNode messages = JSON.readTree(asked.getLast()).path("messages");
    assertEquals("tool", messages.path(messages.size() - 1).path("role").asText());
    assertFalse(asked.getLast().contains("/continue"), asked.getLast());
  }
}
