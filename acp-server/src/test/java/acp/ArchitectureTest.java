package acp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.server.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Who may know whom: the classes and the sources keep to the tables below. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  /**
   * The rooms, and which others each may name. A room is a package with those below it, unless
   * these have a line of their own; {@code protocol} is the facts of errors, which all may name.
   */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("event", Set.of()),
          Map.entry("session", Set.of("event", "protocol")),
          Map.entry("transport", Set.of()),
          Map.entry("rpc", Set.of("transport", "protocol")),
          Map.entry("surface", Set.of("rpc", "session", "event", "transport", "protocol")),
          Map.entry(
              "surface.v1",
              Set.of("surface", "rpc", "session", "event", "protocol", "protocol.v1")),
          Map.entry("surface.extension", Set.of("surface", "rpc", "session", "event", "protocol")),
          Map.entry("model", Set.of("event", "protocol")),
          Map.entry("tool", Set.of("event", "session", "protocol")),
          Map.entry("mcp", Set.of("tool", "session", "event", "transport", "protocol")),
          Map.entry("shell", Set.of()),
          Map.entry("permission", Set.of("event", "session", "shell", "protocol")),
          Map.entry("doctor", Set.of()),
          Map.entry("store", Set.of("doctor", "event", "session", "permission", "protocol")),
          Map.entry("transfer", Set.of("event", "session", "store", "protocol")),
          Map.entry("instruction", Set.of("event")),
          Map.entry(
              "agent",
              Set.of("event", "session", "model", "tool", "permission", "instruction", "protocol")),
          Map.entry("command", Set.of("event", "session", "protocol")),
          Map.entry("cli", Set.of()),
          Map.entry(
              "server",
              Set.of(
                  "agent",
                  "cli",
                  "command",
                  "doctor",
                  "event",
                  "instruction",
                  "mcp",
                  "model",
                  "permission",
                  "protocol",
                  "rpc",
                  "session",
                  "store",
                  "surface",
                  "surface.extension",
                  "surface.v1",
                  "tool",
                  "transfer",
                  "transport")));

  /**
   * Within a room, a package is known to those below it and not the other way about, but for {@code
   * model}, which opens its adapters by name.
   */
  private static final Set<String> KNOWS_ITS_PARTS = Set.of("acp.model");

  /** Foreign packages, by how their names begin, and the packages of ours that may name them. */
  private static final Map<String, Set<String>> KEPT_IN =
      Map.ofEntries(
          Map.entry("java.sql", Set.of("acp.store.sqlite", "acp.transfer.sqlite")),
          Map.entry("org.sqlite", Set.of("acp.store.sqlite", "acp.transfer.sqlite")),
          Map.entry("java.net.http", Set.of("acp.model.http", "acp.mcp", "acp.tool.web")),
          Map.entry("org.jsoup", Set.of("acp.tool.web")),
          Map.entry("com.github.difflib", Set.of("acp.command")),
          Map.entry("io.modelcontextprotocol", Set.of("acp.mcp")),
          Map.entry(
              "com.googlecode.jsonrpc4j",
              Set.of("acp.rpc", "acp.surface.v1", "acp.surface.extension")),
          Map.entry("io.github.resilience4j", Set.of("acp.model.resilience")),
          Map.entry("picocli", Set.of("acp.cli")),
          Map.entry("com.fasterxml.jackson.dataformat.toml", Set.of("acp.server")),
          Map.entry("acp.protocol.v1", Set.of("acp.surface.v1")),
          Map.entry("acp.protocol.schema", Set.of()));

  private static final Set<String> MAY_TOUCH_THE_STREAMS =
      Set.of("acp/server", "acp/cli", "acp/transport");

  private record Edge(String from, String to) {}

  private Set<Edge> edges = Set.of();

  @BeforeAll
  void askJdeps() throws Exception {
    Path classes =
        Path.of(Version.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "-verbose:package",
                "-filter:none",
                "--multi-release",
                "base",
                "--ignore-missing-deps",
                classes.toString());

    assertEquals(0, exit, () -> out + "\n" + err);
    Pattern line = Pattern.compile("\\s+(acp[\\w.]*)\\s+->\\s+([\\w.]+)\\s.*");
    edges =
        out.toString()
            .lines()
            .map(line::matcher)
            .filter(java.util.regex.Matcher::matches)
            .map(found -> new Edge(found.group(1), found.group(2)))
            .filter(edge -> !edge.from.equals(edge.to))
            .collect(Collectors.toSet());
    assertTrue(edges.contains(new Edge("acp.agent", "acp.session")), "jdeps says: " + out);
  }

  private Stream<Edge> ours() {
    return edges.stream().filter(edge -> edge.to.startsWith("acp."));
  }

  /** The room of a package: the longest name in the table that it is, or is below. */
  private static String room(String packageName) {
    String name = packageName.substring("acp.".length());
    while (!MAY_KNOW.containsKey(name) && !name.equals("protocol.v1") && name.contains(".")) {
      name = name.substring(0, name.lastIndexOf('.'));
    }
    return name;
  }

  @Test
  void aRoomNamesOnlyTheRoomsItMay() {
    List<Edge> forbidden =
        ours()
            .filter(edge -> !room(edge.from).equals(room(edge.to)))
            .filter(
                edge -> !MAY_KNOW.getOrDefault(room(edge.from), Set.of()).contains(room(edge.to)))
            .toList();

    assertEquals(List.of(), forbidden);
  }

  @Test
  void everyPackageIsInARoomOfTheTable() {
    Set<String> homeless =
        edges.stream()
            .map(Edge::from)
            .filter(from -> !MAY_KNOW.containsKey(room(from)))
            .collect(Collectors.toSet());

    assertEquals(Set.of(), homeless);
  }

  @Test
  void aRoomDoesNotNameItsParts() {
    List<Edge> forbidden =
        ours()
            .filter(edge -> edge.to.startsWith(edge.from + "."))
            .filter(edge -> !KNOWS_ITS_PARTS.contains(edge.from))
            .toList();

    assertEquals(List.of(), forbidden);
  }

  @Test
  void noTwoRoomsKnowEachOther() {
    Map<String, Set<String>> graph = new TreeMap<>();
    ours()
        .filter(edge -> !room(edge.from).equals(room(edge.to)))
        .forEach(
            edge ->
                graph.computeIfAbsent(room(edge.from), _ -> new TreeSet<>()).add(room(edge.to)));

    // Rooms that know nothing any more go, until none is left, or a cycle is.
    Map<String, Set<String>> left = new TreeMap<>(graph);
    boolean smaller = true;
    while (smaller) {
      smaller = left.values().removeIf(known -> known.stream().noneMatch(left::containsKey));
    }

    assertEquals(Map.of(), left);
  }

  @Test
  void whatIsForeignStaysInItsRoom() {
    List<Edge> strays = new ArrayList<>();
    for (Edge edge : edges) {
      KEPT_IN.forEach(
          (foreign, rooms) -> {
            boolean named = edge.to.equals(foreign) || edge.to.startsWith(foreign + ".");
            if (named && !rooms.contains(edge.from)) {
              strays.add(edge);
            }
          });
    }

    assertEquals(List.of(), strays);
  }

  @Test
  void theTableHasNoRoomThatIsNotThere() {
    Set<String> rooms = edges.stream().map(edge -> room(edge.from)).collect(Collectors.toSet());
    Set<String> missing = new HashSet<>(MAY_KNOW.keySet());
    missing.removeAll(rooms);

    assertEquals(Set.of(), missing);
  }

  @Test
  void onlyTheEdgeOfTheProcessTouchesItsStreams() throws IOException {
    Pattern streams = Pattern.compile("\\bSystem\\s*\\.\\s*(in|out|err)\\b");

    List<String> strays =
        lines("src/main/java", streams)
            .filter(found -> MAY_TOUCH_THE_STREAMS.stream().noneMatch(found::startsWith))
            .toList();

    assertEquals(List.of(), strays);
  }

  @Test
  void nothingSleeps() throws IOException {
    Pattern sleep = Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b|\\bTimeUnit\\.\\w+\\.sleep\\b");

    assertEquals(List.of(), lines("src/main/java", sleep).toList());
    assertEquals(
        List.of(),
        lines("src/test/java", sleep)
            .filter(found -> !found.startsWith("acp/ArchitectureTest.java"))
            .toList());
  }

  @Test
  void stackTracesGoToTheLogAlone() throws IOException {
    List<String> strays =
        lines("src/main/java", Pattern.compile("\\bprintStackTrace\\s*\\("))
            .filter(found -> !found.startsWith("acp/server/Logs.java"))
            .toList();

    assertEquals(List.of(), strays);
  }

  /** The lines of the module's sources that hold {@code what}, each with its file. */
  private static Stream<String> lines(String root, Pattern what) throws IOException {
    Path sources = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve(root);
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertFalse(all.isEmpty(), "no sources below " + sources);
      for (Path file : all) {
        for (String line : Files.readAllLines(file)) {
          if (what.matcher(line).find()) {
            found.add(sources.relativize(file) + ": " + line.strip());
          }
        }
      }
    }
    return found.stream();
  }
}
