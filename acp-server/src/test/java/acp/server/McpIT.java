package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private String open(Editor editor, String... how) throws Exception {
    ObjectNode params = Editor.object().put("cwd", home.toString());
    ObjectNode server = params.putArray("mcpServers").addObject().put("name", "played");
    server.put("command", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ArrayNode args = server.putArray("args");
    args.add("-cp").add(System.getProperty("java.class.path", "")).add("acp.mcp.PlayedServer");
    List.of(how).forEach(args::add);
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
  void aServerThatWillNotEndDiesWithUsHoweverWeDie() throws Exception {
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      editor.prompt(open(editor, "deaf"), "call played__look");
      ProcessHandle running = server();

      editor.kill();

      running.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aPromptOfAServerIsAnnouncedAndATurnWithTheModel() throws Exception {
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      String session = open(editor, "rich");
      JsonNode commands =
          editor.await(
              message ->
                  message
                      .at("/params/update/availableCommands")
                      .toString()
                      .contains("played:script"));
      editor.prompt(session, "/played:script");

      assertEquals(session, commands.at("/params/sessionId").asText());
      assertTrue(
          editor.heard().toString().contains("heard as the prompt says"),
          () -> "" + editor.heard());
    }
  }

  /** A server on the web that repeats what it is told. */
  private static HttpServer echoing() throws IOException {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] body = ("bad token " + token).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    web.start();
    return web;
  }

  private void configure(int port) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path folder = Files.createDirectories(home.resolve(".config/acp-server"));
    Files.writeString(
        folder.resolve("config.toml"),
        """
        [mcp.servers.set]
        command = "%s"
        args = ["-cp", "%s", "acp.mcp.PlayedServer"]
        env = { TOKEN = "${SET_TOKEN}" }
        trusted = true
        [mcp.servers.dead]
        command = "/bin/sh"
        args = ["-c", "echo ${SET_TOKEN} >&2; echo ${SET_TOKEN}; exit 3"]
        [mcp.servers.web]
        url = "http://127.0.0.1:%d/mcp?key=${SET_TOKEN}"
        headers = { Authorization = "Bearer ${SET_TOKEN}" }
        [mcp.servers.old]
        type = "sse"
        url = "http://127.0.0.1:%d/sse"
        headers = { Authorization = "Bearer ${SET_TOKEN}" }
        [mcp.servers.bad]
        command = "x"
        env = { TOKEN = "${SET_TOKEN}${NO_SUCH_TOKEN}" }
        """
            .formatted(java, System.getProperty("java.class.path", ""), port, port));
  }

  @Test
  void whatServersOfTheSettingsAreGivenIsKeptNowhere() throws Exception {
    HttpServer web = echoing();
    configure(web.getAddress().getPort());
    Map<String, String> env = Map.of("SET_TOKEN", "t0ken-of-the-user");
    try (Editor editor = Editor.start(launcher(), home, env, "--model=scripted/default")) {
      editor.initialize();
      String session = editor.open(home);
      editor.prompt(session, "call set__env");
      editor.prompt(session, "call set__refuse");
      editor.prompt(session, "call set__look");
      editor.end();
      String heard = editor.heard().toString();

      assertTrue(heard.contains("TOKEN=***"), heard);
      assertTrue(heard.contains("It answered with an error: bad ***"), heard);
      assertTrue(heard.contains("mcp.servers.bad.env.TOKEN refers to"), heard);
      for (String name : List.of("dead", "web", "old")) {
        assertTrue(heard.contains("MCP server " + name + " is not connected"), heard);
      }
      assertFalse(heard.contains("t0ken"), heard);
      assertEquals("", editor.errors());
    } finally {
      web.stop(0);
    }
    assertNowhere("t0ken");
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
    assertNowhere("t0ken");
    assertNowhere("very-secret");
  }

  /** In no file that was written, whatever it is. */
  private void assertNowhere(String secret) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(secret), file.toString());
      }
    }
  }
}
