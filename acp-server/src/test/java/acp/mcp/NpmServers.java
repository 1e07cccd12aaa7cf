package acp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Risk;
import acp.event.SessionId;
import acp.session.Form;
import acp.session.SlashCommand;
import acp.session.ToolServer;
import acp.tool.Bench;
import acp.tool.ListClient;
import acp.tool.Tool;
import acp.tool.ToolResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The reference servers of others, from npm: {@code mvn -pl acp-server -am test -Pmcp-npm} installs
 * them and runs this alone. No other build runs it: it needs Node.js and a network.
 */
@Timeout(120)
class NpmServers {
  private static final Path PACKAGES =
      Path.of(System.getProperty("npm.packages", "target/npm"))
          .resolve("node_modules/@modelcontextprotocol")
          .toAbsolutePath();

  @TempDir Path folder;

  /** How the server called everything is reached. */
  enum Way {
    STDIO,
    HTTP,
    SSE
  }

  private static Path everything() {
    return PACKAGES.resolve("server-everything/dist/index.js");
  }

  /** The server as it is reached in some way, running where it must be. */
  private record Running(ToolServer server, @Nullable Process process) implements AutoCloseable {

    static Running start(Way way) throws IOException {
      if (way == Way.STDIO) {
        List<String> args = List.of(everything().toString(), "stdio");
        return new Running(new ToolServer.Stdio("all", "node", args, Map.of()), null);
      }
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      ProcessBuilder builder =
          new ProcessBuilder(
              "node", everything().toString(), way == Way.HTTP ? "streamableHttp" : "sse");
      builder.environment().put("PORT", String.valueOf(port));
      builder.redirectErrorStream(true);
      Process process = builder.start();
      awaitPort(process);
      String url = "http://127.0.0.1:" + port;
      return new Running(
          way == Way.HTTP
              ? new ToolServer.Http("all", url + "/mcp", Map.of())
              : new ToolServer.Sse("all", url + "/sse", Map.of()),
          process);
    }

    /** It says so; what it says later must be read too. */
    private static void awaitPort(Process process) throws IOException {
      BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.contains(" on port ")) {
          Thread.ofPlatform().daemon().start(() -> said.lines().forEach(_ -> {}));
          return;
        }
      }
      throw new IOException("the server ended at once");
    }

    @Override
    public void close() {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /** A client whose user fills in what is required. */
  private static final class Willing extends ListClient {
    @Override
    public boolean offersForms() {
      return true;
    }

    @Override
    public Mono<Map<String, List<String>>> fill(
        SessionId session, acp.event.@Nullable CallId call, Form form) {
      return Mono.just(Map.of("name", List.of("Ada"), "integer", List.of("7")));
    }
  }

  private Play play(ToolServer server) {
    Play play = new Play(folder, Play.QUICK).set(new Configured(server, null, null, true));
    play.client = new Willing();
    return play.settle();
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsReachedInEveryWay(Way way) throws IOException {
    try (Running running = Running.start(way);
        Play play = play(running.server)) {
      tools(play);
      progress(play);
      prompts(play);
      resources(play);
      form(play);
      System.out.println(way + ": " + play.names());
    }
  }

  private static void tools(Play play) {
    ToolResult image = play.call("all__get-tiny-image", "{}");
    ToolResult annotated =
        play.call("all__get-annotated-message", "{'messageType':'error','includeImage':true}");

    assertEquals("Echo: hi", play.call("all__echo", "{'message':'hi'}").told());
    assertTrue(play.call("all__get-sum", "{'a':2,'b':3}").told().contains("5"));
    assertEquals(1, image.pictures().size());
    assertEquals("image/png", image.pictures().getFirst().mimeType());
    assertTrue(annotated.told().startsWith("Error: Operation failed"), annotated.told());
    assertEquals(1, annotated.pictures().size());
    assertTrue(play.call("all__get-sum", "{'a':'x'}").failed());
    assertEquals(Risk.NONE, play.intend("all__echo", "{'message':'hi'}").risk());
    assertEquals(Risk.EXECUTE, play.intend("all__toggle-simulated-logging", "{}").risk());
  }

  private static void progress(Play play) {
    String told =
        play.call("all__trigger-long-running-operation", "{'duration':1,'steps':4}").told();

    assertTrue(told.startsWith("Long running operation completed."), told);
    assertTrue(play.bench.printed.contains("4/4\n"), "" + play.bench.printed);
  }

  private static void prompts(Play play) {
    List<String> names =
        play.servers.prompts(Play.SESSION).stream().map(SlashCommand::name).toList();
    List<Content> simple = Bench.now(play.prompt("all:simple-prompt", ""));
    List<Content> args = Bench.now(play.prompt("all:args-prompt", "Austin state=Texas"));
    List<Content> resource = Bench.now(play.prompt("all:resource-prompt", "Text 1"));

    assertTrue(names.contains("all:args-prompt"), "" + names);
    assertEquals(List.of(new Content.Text("This is a simple prompt without arguments.")), simple);
    assertEquals(List.of(new Content.Text("What's weather in Austin, Texas?")), args);
    assertTrue(resource.getLast() instanceof Content.Resource, "" + resource);
  }

  private static void resources(Play play) {
    String listed = play.call("list_resources", "{}").told();
    String read =
        play.call(
                "read_resource",
                "{'server':'all','uri':'demo://resource/static/document/features.md'}")
            .told();
    String blob =
        play.call("read_resource", "{'server':'all','uri':'demo://resource/dynamic/blob/1'}")
            .told();

    assertTrue(listed.contains("demo://resource/static/document/features.md"), listed);
    assertTrue(listed.contains("demo://resource/dynamic/text/{resourceId}"), listed);
    assertTrue(read.contains("Everything"), read);
    assertTrue(blob.contains("which is no text"), blob);
  }

  /** The tool is there once the server knows that its client can be asked. */
  private static void form(Play play) {
    Tool asks =
        Bench.now(
            Flux.interval(Duration.ofMillis(50))
                .onBackpressureDrop()
                .concatMap(_ -> play.turn())
                .concatMapIterable(tools -> tools)
                .filter(tool -> tool.spec().name().equals("all__trigger-elicitation-request"))
                .next());
    String told = Bench.now(play.begin(asks, "{}")).told();

    assertTrue(told.contains("Name: Ada"), told);
    assertTrue(told.contains("Favorite Integer: 7"), told);
  }

  @Test
  void filesAreReadAndWrittenInTheirFolderAndNowhereElse() throws IOException {
    Path files = Files.createDirectory(folder.resolve("files")).toRealPath();
    Files.writeString(files.resolve("a.txt"), "alpha");
    Files.writeString(folder.resolve("outside.txt"), "beta");
    String index = PACKAGES.resolve("server-filesystem/dist/index.js").toString();
    var server = new ToolServer.Stdio("fs", "node", List.of(index, files.toString()), Map.of());
    try (Play play = play(server)) {
      ToolResult read = play.call("fs__read_text_file", in(files.resolve("a.txt"), ""));
      ToolResult written =
          play.call("fs__write_file", in(files.resolve("b.txt"), ",'content':'gamma'"));
      ToolResult outside = play.call("fs__read_text_file", in(folder.resolve("outside.txt"), ""));

      assertEquals("alpha", read.told());
      assertFalse(written.failed(), written.told());
      assertEquals("gamma", Files.readString(files.resolve("b.txt")));
      assertTrue(outside.failed(), outside.told());
      assertFalse(outside.told().contains("beta"));
      assertEquals(Risk.EXECUTE, play.intend("fs__write_file", "{}").risk());
      System.out.println("filesystem: " + play.names());
    }
  }

  private static String in(Path path, String more) {
    return "{'path':'" + path + "'" + more + "}";
  }
}
