package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static acp.store.JournalFixture.T0;
import static acp.store.JournalFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.TurnId;
import acp.session.Search.Found;
import acp.session.Search.Query;
import acp.store.JournalFixture;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index is whole or says what it lacks, whenever the process that makes it is killed. */
class IndexKillTest extends StoreFixture {
  private static final int SESSIONS = 400;

  private Found find(SqliteJournal where) {
    return where.search().find(Query.of("needle", 1_000)).blockOptional(LIMIT).orElseThrow();
  }

  private void sessions() {
    for (int i = 1; i <= SESSIONS; i++) {
      Event prompt =
          new Event.PromptAccepted(
              new TurnId("t" + i),
              new MessageId("m" + i),
              List.of(new Content.Text("a needle of " + i)));
      done(
          journal.create(
              JournalFixture.summary("s" + i, "/", i, 1), List.of(new Entry(1, T0, prompt))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 11, 17})
  void whatAKilledProcessLeftIsFinishedAndNeverDoubled(int steps) throws Exception {
    sessions();
    journal.close();

    killAfter(steps);

    assertEquals("ok", ask("PRAGMA integrity_check"));
    Found left = find(openToRead());
    assertEquals(SESSIONS, left.hits().size() + left.left());
    assertEquals(SESSIONS, whole(open(folder)).hits().size());
    assertEquals((long) SESSIONS, ask("SELECT count(*) FROM search_passage"));
    assertEquals((long) SESSIONS, ask("SELECT count(*) FROM turn_fact"));
  }

  private Found whole(SqliteJournal where) {
    Found found = find(where);
    while (found.left() > 0) { // a slow machine takes more than one
      found = find(where);
    }
    return found;
  }

  private void killAfter(int steps) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Reindexer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int read = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (++read == steps) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertTrue(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    assertNotEquals(0, process.exitValue());
  }
}
