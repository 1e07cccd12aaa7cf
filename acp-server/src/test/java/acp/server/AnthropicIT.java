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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from an editor's stdin to a server that speaks Messages, and back. */
@Timeout(120)
class AnthropicIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "sk-ant-secret-of-the-test";

  @TempDir Path home;

  private final Queue<String> replies = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  AnthropicIT() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() throws IOException {
    server.createContext("/v1/messages", this::answer);
    server.start();
    Path config = home.resolve(".config/acp-server/config.toml");
    Files.createDirectories(config.getParent());
    Files.writeString(
        config,
        """
        [models.facts."anthropic/claude-sonnet-4-5"]
        price_input = 3
        price_output = 15
        """);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-api-key")));
      byte[] body = replies.remove().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Editor editor() throws IOException {
    Map<String, String> env =
        Map.of(
            "ANTHROPIC_API_KEY",
            KEY,
            "ANTHROPIC_BASE_URL",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "ACP_SERVER_MODEL",
            "anthropic/claude-sonnet-4-5");
    return Editor.start(Editor.image().resolve("bin/acp-server"), home, env);
  }

  /** Events written with single quotes. */
  private static String stream(String... data) {
    StringBuilder body = new StringBuilder();
    for (String each : data) {
      body.append("event: x\ndata: ").append(each.replace('\'', '"')).append("\n\n");
    }
    return body.toString();
  }

  private static String start(int input) {
    return "{'type':'message_start','message':{'usage':{'input_tokens':" + input + "}}}";
  }

  private static String block(int index, String block) {
    return "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}";
  }

  private static String delta(int index, String delta) {
    return "{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}";
  }

  private static String end(String reason) {
    return "{'type':'message_delta','delta':{'stop_reason':'"
        + reason
        + "'},'usage':{'output_tokens':10}}";
  }

  @Test
  void aModelThinksReadsAFileAndAnswersAndGetsItsThoughtBack() throws Exception {
    Files.writeString(home.resolve("notes.txt"), "the password is swordfish\n");
    replies.add(
        stream(
            start(100),
            block(0, "{'type':'thinking','thinking':''}"),
            delta(0, "{'type':'thinking_delta','thinking':'I should look.'}"),
            delta(0, "{'type':'signature_delta','signature':'SIGNED'}"),
            "{'type':'content_block_stop','index':0}",
            block(
                1, "{'type':'tool_use','id':'t','name':'read_file','input':{'path':'notes.txt'}}"),
            end("tool_use"),
            "{'type':'message_stop'}"));
    replies.add(
        stream(
            start(200),
            block(0, "{'type':'text','text':'It says swordfish.'}"),
            end("end_turn"),
            "{'type':'message_stop'}"));

    try (Editor editor = editor()) {
      editor.initialize();
      String session = editor.open(home);
      JsonNode answer = editor.prompt(session, "what is in notes.txt?");
      editor.end();

      assertEquals("end_turn", answer.at("/result/stopReason").asText());
      String heard = String.join("\n", editor.heard());
      assertTrue(heard.contains("agent_thought_chunk"), heard);
      assertTrue(heard.contains("It says swordfish."), heard);
      assertTrue(heard.contains("\"size\":200000"), heard);
      assertTrue(heard.contains("\"cost\":{\"amount\":0.0012,\"currency\":\"USD\"}"), heard);
      assertFalse(heard.contains("SIGNED"), heard);
    }
    assertEquals(List.of(KEY, KEY), keys);
    JsonNode thought = asked.getLast().at("/messages/1/content/0");
    assertEquals("I should look.", thought.path("thinking").asText());
    assertEquals("SIGNED", thought.path("signature").asText());
    JsonNode result = asked.getLast().at("/messages/2/content/0");
    assertEquals("tool_result", result.path("type").asText());
    assertTrue(result.toString().contains("swordfish"), result.toString());
  }
}
