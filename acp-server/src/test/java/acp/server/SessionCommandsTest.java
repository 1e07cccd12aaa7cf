package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.server.Typed.Ran;
import acp.session.SessionSummary;
import acp.store.sqlite.SqliteJournal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed about sessions is done to a real store, and shown. */
@Timeout(60)
class SessionCommandsTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private Typed typed;

  @BeforeEach
  void type() {
    typed = new Typed(folder);
  }

  private void keep(String id, String title, String cwd, int age) {
    Instant at = AT.minusSeconds(age);
    try (SqliteJournal journal = new SqliteJournal(typed.data())) {
      journal
          .create(
              new SessionSummary(new SessionId(id), cwd, title, at, at, 2),
              List.of(
                  new Entry(1, at, new Event.SessionOpened(cwd, List.of(), null)),
                  new Entry(2, at, new Event.TitleChanged(title))))
          .block();
    }
  }

  private Ran run(String line) {
    return typed.run(line.split(" ", -1));
  }

  @Test
  void aListIsATableWithTheLatestFirst() {
    keep("aaa1", "The older one", "/one", 60);
    keep("bbb2", "The newer one", "/two", 0);

    Ran ran = run("sessions list");

    assertEquals(0, ran.exit(), ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals(3, lines.size(), ran.out());
    assertTrue(lines.get(1).matches("bbb2 +2026-01-02 +The newer one +/two"), ran.out());
    assertTrue(lines.get(2).contains("The older one"), ran.out());
  }

  @Test
  void forProgramsAListIsALineOfJsonForEachSession() {
    keep("aaa1", "One", "/one", 60);
    keep("bbb2", "Two", "/two", 0);

    Ran ran = run("sessions list --json --cwd /one");

    assertEquals(1, ran.out().lines().count(), ran.out());
    assertTrue(ran.out().contains("\"sessionId\":\"aaa1\""), ran.out());
  }

  @Test
  void aListComesInPages() {
    for (int i = 0; i < 5; i++) {
      keep("s" + i, "Number " + i, "/one", i);
    }

    Ran second = run("sessions list --limit 2 --page 2");

    assertTrue(second.out().contains("Number 2") && second.out().contains("Number 3"));
    assertFalse(second.out().contains("Number 1") || second.out().contains("Number 4"));
    assertEquals("There are more: --page 3, or --all\n", second.err());
    assertEquals(6, run("sessions list --limit 2 --all").out().lines().count());
    assertEquals("", run("sessions list --limit 2 --page 3").err());
  }

  @Test
  void aTitleCannotMoveTheCursor() {
    keep("aaa1", "a\u001b[2Jb\nc\u009b31m\u202ed", "/one", 0);

    String out = run("sessions list").out();

    assertEquals(2, out.lines().count(), out);
    assertTrue(out.contains("a [2Jb c 31md"), out);
  }

  @Test
  void aStoreWithoutSessionsSaysSo() {
    assertEquals(new Ran(0, "", "There are no such sessions\n"), run("sessions list"));
  }

  @Test
  void aSettingThatCannotBeUsedIsASentence() {
    Ran ran = run("--mode wild sessions list");

    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("there is no mode \"wild\""), ran.err());
  }

  @Test
  void aStoreThatIsNotThereIsNotMadeToBeRead() {
    Ran ran = run("sessions list --read-only");

    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("There is no session store"), ran.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions list --limit 0",
        "sessions list --page 0",
        "sessions list --all --page 2",
        "sessions list --limit x",
        "sessions list extra"
      })
  void whatIsNotUnderstoodIsATwo(String line) {
    Ran ran = run(line);

    assertEquals(2, ran.exit(), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }
}
