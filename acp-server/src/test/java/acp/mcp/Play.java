package acp.mcp;

import acp.event.Content;
import acp.event.Event;
import acp.event.SessionId;
import acp.event.TurnId;
import acp.session.Client;
import acp.session.Place;
import acp.session.SessionState;
import acp.session.ToolServer;
import acp.session.Turn;
import acp.tool.Bench;
import acp.tool.Intent;
import acp.tool.ListClient;
import acp.tool.Tool;
import acp.tool.ToolResult;
import acp.tool.Workspace;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One session with servers that are played, and the turns of it. */
final class Play implements AutoCloseable {
  static final Patience QUICK =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1));

  static final SessionId SESSION = new SessionId("session");

  final McpServers servers;
  final List<Event.NoticeRaised> notices = new CopyOnWriteArrayList<>();
  Configuration settings = Configuration.NONE;
  ListClient client = new ListClient();
  final Bench bench;
  private final Path folder;

  Play(Path folder, Patience patience) {
    Map<String, String> ours = new HashMap<>(System.getenv());
    ours.put("OPENAI_API_KEY", "sk-ours");
    this.folder = folder;
    this.bench = new Bench(new Workspace(folder, List.of()), Bench.noFiles(), Bench.noTerminals());
    this.servers = new McpServers(ours, () -> settings, patience);
  }

  /** A server on a JVM of its own. */
  static ToolServer.Stdio played(String name, String... how) {
    return played(name, Map.of(), how);
  }

  /** Where the classes are that a played server needs, whoever runs these tests. */
  private static String classPath() {
    return Stream.of(
            PlayedServer.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonCreator.class,
            Nullable.class)
        .map(each -> each.getProtectionDomain().getCodeSource().getLocation())
        .map(place -> Path.of(URI.create(place.toString())).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  static ToolServer.Stdio played(String name, Map<String, String> env, String... how) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> args =
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            PlayedServer.class.getName());
    return new ToolServer.Stdio(
        name, java, Stream.concat(args.stream(), Stream.of(how)).toList(), env);
  }

  /** With these servers in the settings. */
  Play set(Configured... all) {
    settings = new Configuration(List.of(all), settings.faults());
    return this;
  }

  Play settle(ToolServer... all) {
    servers.settle(SESSION, new Place(folder.toString(), List.of(), List.of(all)));
    return this;
  }

  /** What the next turn is given for a prompt. */
  Mono<List<Content>> prompt(String name, String words) {
    return servers.prompt(SESSION, name, words);
  }

  /** What the next turn has. */
  List<Tool> tools() {
    return Bench.now(turn());
  }

  Mono<List<Tool>> turn() {
    return servers.tools(new PlayedTurn());
  }

  List<String> names() {
    return tools().stream().map(tool -> tool.spec().name()).toList();
  }

  Tool tool(String name) {
    return tools().stream()
        .filter(tool -> tool.spec().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Intent intend(String tool, String input) {
    return Bench.now(tool(tool).intend(Bench.json(input), bench));
  }

  ToolResult call(String tool, String input) {
    return Bench.now(begin(tool(tool), input));
  }

  Mono<ToolResult> begin(Tool tool, String json) {
    JsonNode input = Bench.json(json);
    return tool.intend(input, bench).flatMap(intent -> tool.run(input, intent, bench));
  }

  @Override
  public void close() {
    servers.close();
  }

  private final class PlayedTurn implements Turn {

    @Override
    public TurnId id() {
      return new TurnId("turn");
    }

    @Override
    public SessionId session() {
      return SESSION;
    }

    @Override
    public List<Content> prompt() {
      return List.of();
    }

    @Override
    public Client client() {
      return client;
    }

    @Override
    public String cwd() {
      return folder.toString();
    }

    @Override
    public List<String> roots() {
      return List.of();
    }

    @Override
    public SessionState state() {
      return SessionState.EMPTY;
    }

    @Override
    public Mono<Void> tell(Event event) {
      return Mono.fromRunnable(() -> notices.add((Event.NoticeRaised) event));
    }

    @Override
    public Mono<Void> post(Event event) {
      throw new AssertionError("nothing streams");
    }
  }
}
