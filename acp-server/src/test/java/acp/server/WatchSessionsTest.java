package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.event.TurnId;
import acp.session.Journal.Append;
import acp.session.SessionSummary;
import acp.store.sqlite.SqliteJournal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that watches the sessions that others write. */
@Timeout(60)
class WatchSessionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private SqliteJournal journal;

  @BeforeEach
  void openTheStore() {
    journal = new SqliteJournal(folder.resolve("data"));
    created("old", Instant.now());
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
    journal.close();
  }

  private void created(String id, Instant at) {
    journal
        .create(
            new SessionSummary(new SessionId(id), "/work", null, at, at, 1),
            List.of(new Entry(1, at, new Event.SessionOpened("/work", List.of(), null))))
        .block();
  }

  private void happens(String id, long after, Event... events) {
    List<Entry> entries = new ArrayList<>();
    String title = null;
    for (Event event : events) {
      entries.add(new Entry(after + entries.size() + 1, Instant.now(), event));
      title = event instanceof Event.TitleChanged changed ? changed.title() : title;
    }
    journal.append(new SessionId(id), new Append(after, entries, List.of(), title)).block();
  }

  private Process watch(String... more) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "acp.server.Main",
                "sessions",
                "watch",
                "--data-dir",
                folder.resolve("data").toString()));
    line.addAll(Arrays.asList(more));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static void interrupt(Process process) throws Exception {
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
  }

  private static int exit(Process process) throws Exception {
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }

  @Test
  void aNewSessionItsTitleAndTheEndOfATurnAreToldAsTheyHappen() throws Exception {
    Process process = watch();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    assertEquals("Watching all sessions, until Ctrl-C", err.readLine());

    created("fresh", Instant.now());
    String begun = out.readLine();
    happens("fresh", 1, new Event.TitleChanged("Mend \u001b[2Jthe build"));
    String named = out.readLine();
    happens(
        "old", 1, new Event.TurnEnded(new TurnId("t"), Outcome.stopped(Outcome.Reason.END_TURN)));
    String ended = out.readLine();
    interrupt(process);

    assertTrue(begun.matches("[0-9:]+ fresh new /work"), begun);
    assertTrue(named.matches("[0-9:]+ fresh \"Mend \\[2Jthe build\" \\+1 /work"), named);
    assertTrue(named.indexOf('\u001b') < 0, named);
    assertTrue(ended.matches("[0-9:]+ old \\+1 /work"), ended);
    assertEquals(130, exit(process));
    assertEquals(List.of(), out.lines().toList());
    assertEquals(List.of(), err.lines().toList());
  }

  @Test
  void aSessionIsFollowedUntilAnInterrupt() throws Exception {
    Process process = watch("old");
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertEquals(
        "Watching old, until Ctrl-C", process.errorReader(StandardCharsets.UTF_8).readLine());

    happens("old", 1, new Event.TitleChanged("Mend the build"));
    String named = out.readLine();
    interrupt(process);

    assertTrue(named.matches("[0-9:]+ title: Mend the build"), named);
    assertEquals(130, exit(process));
  }

  @Test
  void forProgramsWhatIsToldIsALineOfJsonAndNothingElse() throws Exception {
    Process process = watch("--json", "--for", "20");
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    // Nothing says that it has begun; what is there when it has is told of only when it goes on.
    String line = null;
    for (long last = 1; line == null; last++) {
      happens("old", last, new Event.TitleChanged("Title " + last));
      line = process.waitFor(300, TimeUnit.MILLISECONDS) || out.ready() ? out.readLine() : null;
    }
    interrupt(process);

    JsonNode session = JSON.readTree(line);
    assertEquals("old", session.path("sessionId").asText(), line);
    assertTrue(session.path("title").asText().startsWith("Title "), line);
    assertEquals(List.of(), process.errorReader(StandardCharsets.UTF_8).lines().toList());
  }

  /** As with {@code sessions watch | head -1}. */
  @Test
  void whenNobodyReadsWhatIsToldItEnds() throws Exception {
    Process process = watch();
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    err.readLine();
    process.getInputStream().close();

    happens("old", 1, new Event.TitleChanged("Unread"));

    assertEquals(0, exit(process));
    assertEquals(List.of(), err.lines().toList());
  }
}
