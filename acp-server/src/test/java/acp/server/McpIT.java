package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image with an MCP server of its own making: a process beside it. */
@Timeout(60)
class McpIT {
  @TempDir Path home;

  private static Path launcher() {
    return Path.of(System.getProperty("image", "")).resolve("bin/acp-server");
  }

  private String open(Editor editor) throws Exception {
    ObjectNode params = Editor.object().put("cwd", home.toString());
    ObjectNode server = params.putArray("mcpServers").addObject().put("name", "played");
    server.put("command", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ArrayNode args = server.putArray("args");
    args.add("-cp").add(System.getProperty("java.class.path", "")).add("acp.mcp.PlayedServer");
    server.putArray("env").addObject().put("name", "TOKEN").put("value", "t0ken-of-theirs");
    return editor.ask("session/new", params).at("/result/sessionId").asText();
  }

  private ProcessHandle server() throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(home.resolve("pid")).strip()))
        .orElseThrow();
  }

  @Test
  void aToolOfAServerIsCalledAndEndsWithUs() throws Exception {
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      String session = open(editor);
      editor.prompt(session, "call played__echo {\"text\":\"hi\"}");
      ProcessHandle running = server();
      assertTrue(editor.heard().toString().contains("heard hi"), () -> "" + editor.heard());

      editor.kill();

      running.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aServerEndsWithTheConversation() throws Exception {
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      editor.prompt(open(editor), "call played__look");
      ProcessHandle running = server();

      editor.end();

      running.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatAServerWasGivenIsKeptNowhere() throws Exception {
    Map<String, String> env = Map.of("OPENAI_API_KEY", "sk-very-secret");
    try (Editor editor = Editor.start(launcher(), home, env, "--model=scripted/default")) {
      editor.initialize();
      String session = open(editor);
      editor.prompt(session, "call played__refuse");
      editor.prompt(session, "call played__die");
      editor.prompt(session, "call played__look");
      editor.end();

      assertFalse(editor.heard().toString().contains("t0ken"), () -> "" + editor.heard());
      assertEquals("", editor.errors());
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("t0ken") || text.contains("very-secret"), file.toString());
      }
    }
  }
}
