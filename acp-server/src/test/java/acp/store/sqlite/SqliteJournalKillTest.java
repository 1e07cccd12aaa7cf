package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.SessionId;
import acp.session.SessionSummary;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process has acknowledged is there, whenever it was killed. */
@Timeout(120)
class SqliteJournalKillTest {
  @TempDir Path folder;

  @Test
  void whatAKilledProcessHasAcknowledgedIsThere() throws Exception {
    Map<SessionId, Long> acknowledged = new HashMap<>();

    for (int lines : new int[] {1, 7, 100, 1_000, 5_000}) {
      acknowledged.putAll(killAfter(lines));

      assertEquals("ok", integrity());
      SqliteJournal journal = new SqliteJournal(folder);
      acknowledged.forEach((session, seq) -> assertWhole(journal, session, seq));
      journal.close();
    }
  }

  private static void assertWhole(SqliteJournal journal, SessionId session, long acknowledged) {
    SessionSummary summary = journal.find(session).blockOptional(LIMIT).orElseThrow();
    long letters =
        journal
            .read(session, 0)
            .map(entry -> (Event.MessageChunk) entry.event())
            .reduce(0L, (sum, chunk) -> sum + chunk.text().length())
            .blockOptional(LIMIT)
            .orElseThrow();

    assertTrue(summary.lastSeq() >= acknowledged, () -> summary + " but " + acknowledged);
    assertEquals(summary.lastSeq(), letters);
  }

  /** Kills a process when it has acknowledged so much; what it had until it was dead. */
  private Map<SessionId, Long> killAfter(int lines) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                folder.toString(),
                "killed-after-" + lines)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<SessionId, Long> acknowledged = new HashMap<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int read = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ");
        if (words.length == 3) {
          acknowledged.put(new SessionId(words[0]), Long.parseLong(words[1]));
        }
        if (++read == lines) {
          // By its handle: the process itself would close the stream that we have not read out.
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertTrue(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    assertNotEquals(0, process.exitValue());
    assertNotEquals(Map.of(), acknowledged);
    return acknowledged;
  }

  private String integrity() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("PRAGMA integrity_check")) {
      return row.getString(1);
    }
  }
}
