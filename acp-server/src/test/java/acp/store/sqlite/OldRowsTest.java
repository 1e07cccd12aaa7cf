package acp.store.sqlite;

import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.T0;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.session.Journal.Append;
import acp.session.Journal.Superseded;
import acp.store.Samples;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What an older program wrote becomes smaller, and nothing else. */
class OldRowsTest extends StoreFixture {
  private static final String PACKED = "SELECT count(*) FROM event WHERE packed IS NOT NULL";
  private static final String DONE = "SELECT value FROM upkeep WHERE name = 'packed'";

  private static Entry message(long seq, String text) {
    return new Entry(
        seq, T0, new Event.MessageChunk(new MessageId("m" + seq), Event.Role.AGENT, text));
  }

  /** Of all that there is, some large, and many that are usual. */
  private static List<Entry> everything(int messages) {
    List<Entry> all = new ArrayList<>();
    for (Event event : Samples.all().values()) {
      all.add(new Entry(all.size() + 1, T0, event));
    }
    all.add(message(all.size() + 1, "large ".repeat(40_000)));
    all.add(message(all.size() + 1, noise(100_000)));
    for (int i = 0; i < messages; i++) {
      all.add(message(all.size() + 1, "Message %d says what many said before. ".formatted(i)));
    }
    return all;
  }

  /** A session as an older program left it. */
  private List<Entry> old(String id, int messages) {
    List<Entry> all = everything(messages);
    done(journal.adopt(summary(id, "/", 0, all.size()), Flux.just(all)));
    unpackRows();
    assertEquals(0L, ask(PACKED));
    return all;
  }

  private int pack() throws Exception {
    int steps = 1;
    try (Connection connection = connect();
        OldRows rows = new OldRows(connection)) {
      while (rows.step()) {
        steps++;
      }
    }
    return steps;
  }

  @Test
  void whatIsReadIsTheSameAsBefore() throws Exception {
    List<Entry> all = old("s", 1_200);
    unpackRows();
    Object tally = ask("SELECT turns || ' ' || tokens_in || ' ' || cost FROM session");

    int steps = pack();

    assertTrue(steps > 1_200 / OldRows.STEP_ROWS, "" + steps);
    assertEquals(all, all(journal, S, 0));
    assertTrue((long) ask(PACKED) > 1_200, "" + ask(PACKED));
    assertEquals("all", ask(DONE));
    assertEquals("ok", ask("PRAGMA integrity_check"));
    assertEquals(0L, ask("SELECT count(*) FROM damage"));
    assertEquals(tally, ask("SELECT turns || ' ' || tokens_in || ' ' || cost FROM session"));
    assertEquals(1, pack());
  }

  @Test
  void theyAreAsIfTheyHadBeenWrittenToday() throws Exception {
    List<Entry> all = everything(10);
    done(journal.adopt(summary("s", "/", 0, all.size()), Flux.just(all)));
    String rows =
        "SELECT group_concat(key || type || data || coalesce(pieces, '') || coalesce(hex(packed),"
            + " ''), x'0a') FROM event";
    Object today = ask(rows);
    unpackRows();
    assertNotEquals(today, ask(rows));

    pack();

    assertEquals(today, ask(rows));
  }

  @Test
  void turnsAreCountedWithoutCommands() throws Exception {
    created(2);
    old("t", 3);
    ask("UPDATE session SET turns = 7");

    pack();

    assertEquals(7L, ask("SELECT turns FROM session WHERE id = 's'"), "there was no command");
    assertEquals(
        ask(
            "SELECT sum(type = 'prompt_accepted') - sum(type = 'command_run') FROM event"
                + " WHERE key >> 32 = (SELECT no FROM session WHERE id = 't')"),
        ask("SELECT turns FROM session WHERE id = 't'"));
  }

  @Test
  void whoReadsMeanwhileReadsOnAsItWas() throws Exception {
    List<Entry> all = old("s", 2_000);

    List<Entry> read = new ArrayList<>();
    StepVerifier.create(journal.read(S, 0), 1)
        .consumeNextWith(read::add)
        .then(
            () -> {
              try {
                pack();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            })
        .thenRequest(Long.MAX_VALUE)
        .thenConsumeWhile(_ -> true, read::add)
        .verifyComplete();

    assertEquals(all, read);
  }

  @Test
  void whatIsReplacedOrAddedMeanwhileIsLeftAsItIs() throws Exception {
    created(1);
    done(
        journal.append(
            S, append(1, List.of(message(2, "x".repeat(90)), message(3, "y".repeat(90))))));
    unpackRows();
    Entry whole = message(2, "z".repeat(180));

    try (Connection connection = connect();
        OldRows rows = new OldRows(connection)) {
      OldRows.Chosen chosen = rows.choose();
      assertNotNull(chosen);
      done(
          journal.append(
              S, new Append(3, entries(4, 4), List.of(new Superseded(2, 3, whole)), null)));
      assertTrue(rows.replace(chosen));
    }

    assertEquals(List.of(entry(1), whole, entry(4)), all(journal, S, 0));
    done(journal.append(S, append(4, entries(5, 5))));
  }

  @Test
  void ofTwoProcessesOneDoesAStep() throws Exception {
    List<Entry> all = old("s", 600);

    try (Connection one = connect();
        Connection other = connect();
        OldRows first = new OldRows(one);
        OldRows second = new OldRows(other)) {
      OldRows.Chosen chosen = second.choose();
      assertNotNull(chosen);
      assertTrue(first.step());
      assertFalse(second.replace(chosen));
      assertTrue(first.step());
      assertFalse(first.step());
      assertNull(second.choose());
    }

    assertEquals(all, all(journal, S, 0));
  }

  @Test
  void aRowThatIsDamagedStaysAsItIs() throws Exception {
    old("s", 3);
    ask("UPDATE event SET data = CAST(x'7bff22' || data AS TEXT) WHERE key & 4294967295 = 3");
    Object before = ask("SELECT hex(data) FROM event WHERE key & 4294967295 = 3");

    pack();

    assertEquals(before, ask("SELECT hex(data) FROM event WHERE key & 4294967295 = 3"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9})
  void whatAKilledProcessLeftIsFinished(int steps) throws Exception {
    List<Entry> all = old("s", 4_000);
    for (int i = 0; i < 5; i++) {
      done(journal.adopt(summary("t" + i, "/", 0, all.size()), Flux.just(all)));
    }
    unpackRows();
    journal.close();

    killAfter(steps);

    assertEquals("ok", ask("PRAGMA integrity_check"));
    long packed = (long) ask(PACKED);
    assertTrue(packed >= (steps - 1) * 450L && packed < 24_000, "" + packed);
    SqliteJournal next = open(folder);
    assertEquals(all, all(next, S, 0));
    pack();
    assertTrue((long) ask(PACKED) >= 24_000, "" + ask(PACKED));
    assertEquals(all, all(next, S, 0));
    assertEquals(all, all(next, new SessionId("t4"), 0));
  }

  private void killAfter(int steps) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Repacker.class.getName(),
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
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertNotEquals(0, process.exitValue());
  }
}
