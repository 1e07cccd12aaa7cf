package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.T0;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.refusal;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.session.JournalException;
import acp.session.SessionSummary;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What becomes of the journal when the file is not what it should be. */
class SqliteJournalDamageTest extends StoreFixture {
  @Test
  void aFileThatIsNoDatabaseIsLeftAlone() throws Exception {
    byte[] garbage =
        "This is not what you are looking for. ".repeat(500).getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(folder);
    Files.write(folder.resolve(Database.FILE), garbage);

    assertSays("not a database", refusal(journal.create(summary("s", "/", 0, 1), entries(1, 1))));
    assertSays("not a database", refusal(journal.list(null, null, 1).then()));
    journal.close();
    assertArrayEquals(garbage, Files.readAllBytes(folder.resolve(Database.FILE)));
  }

  @Test
  void aDatabaseOfAnotherProgramIsLeftAlone() throws Exception {
    Files.createDirectories(folder);
    ask("CREATE TABLE theirs (x)");
    byte[] before = Files.readAllBytes(folder.resolve(Database.FILE));

    assertSays("another program", refusal(journal.find(S).then()));
    assertSays("another program", refusal(journal.append(S, append(1, entries(2, 2)))));
    journal.close();
    assertArrayEquals(before, Files.readAllBytes(folder.resolve(Database.FILE)));
  }

  @Test
  void aStoreOfANewerVersionIsLeftAlone() throws Exception {
    created(1);
    journal.close();
    ask("PRAGMA user_version = " + (Schema.VERSION + 1));
    byte[] before = Files.readAllBytes(folder.resolve(Database.FILE));
    SqliteJournal older = open(folder);

    assertSays("newer version", refusal(older.append(S, append(1, entries(2, 2)))));
    assertSays("newer version", refusal(older.find(S).then()));
    older.close();
    assertArrayEquals(before, Files.readAllBytes(folder.resolve(Database.FILE)));
  }

  @Test
  void aStoreThatIsCutOffIsSaidToBeDamagedAtWorst() throws Exception {
    created(1);
    for (int i = 1; i < 200; i++) {
      done(journal.append(S, append(i, List.of(entry(i + 1, "x".repeat(500))))));
    }
    journal.close();
    byte[] whole = Files.readAllBytes(folder.resolve(Database.FILE));

    int damaged = 0;
    for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
      Path cut = temp.resolve("cut" + length);
      Files.createDirectories(cut);
      Files.write(cut.resolve(Database.FILE), Arrays.copyOf(whole, length));
      SqliteJournal hurt = open(cut);
      damaged += outcome(hurt.read(S, 0).then());
      damaged += outcome(hurt.append(S, append(200, entries(201, 201))));
      damaged += outcome(hurt.list(null, null, 10).then());
      hurt.close();
    }

    assertTrue(damaged > 20, "damaged " + damaged);
  }

  @Test
  void aDamagedRowCostsOnlyItself() {
    created(3);
    ask("UPDATE event SET data = '{\"call\":' WHERE key & 4294967295 = 2");

    List<Entry> read = all(journal, S, 0);

    assertEquals(
        List.of(
            entry(1),
            new Entry(
                2, entry(2).at(), new Event.Unknown("tool_output", TextNode.valueOf("{\"call\":"))),
            entry(3)),
        read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data = NULL",
        "type = NULL",
        "data = x'fffe7b'",
        "data = 42",
        "data = '{\"call\":{}}'",
        "data = '{\"call\":\"call\"} and more'",
        "type = x'00'",
        "at = 'yesterday', data = ''",
        "pieces = 3",
        "pieces = 'many', type = 7"
      })
  void aRowThatHoldsSomethingElseCostsOnlyItself(String change) {
    created(3);
    makeLax();
    ask("UPDATE event SET " + change + " WHERE key & 4294967295 = 2");

    List<Entry> read = all(journal, S, 0);

    assertEquals(List.of(1L, 2L, 3L), read.stream().map(Entry::seq).toList());
    assertInstanceOf(Event.Unknown.class, read.get(1).event());
    assertEquals(entry(1), read.get(0));
    assertEquals(entry(3), read.get(2));
    done(journal.append(S, append(3, entries(4, 4))));
  }

  @Test
  void whatIsDamagedIsWrittenDownOnce() {
    created(3);
    ask("UPDATE event SET data = '{\"call\":' WHERE key & 4294967295 = 2");

    all(journal, S, 0);
    all(journal, S, 0);
    done(journal.append(S, append(3, entries(4, 4))));

    assertEquals(1L, ask("SELECT count(*) FROM damage"));
    assertEquals(2L, ask("SELECT event & 4294967295 FROM damage"));
  }

  @Test
  void anEventOfANewerVersionIsNoDamage() {
    created(3);
    ask("UPDATE event SET type = 'of_the_future' WHERE key & 4294967295 = 2");

    assertInstanceOf(Event.Unknown.class, all(journal, S, 0).get(1).event());
    done(journal.append(S, append(3, entries(4, 4))));

    assertEquals(0L, ask("SELECT count(*) FROM damage"));
  }

  @Test
  void aSummaryThatHoldsNothingCostsOnlyItsSession() {
    created(1);
    done(journal.create(summary("t", "/", 0, 1), entries(1, 1)));
    makeLax();
    ask("UPDATE session SET cwd = NULL WHERE id = 's'");

    List<SessionSummary> listed = journal.list(null, null, 10).blockOptional(LIMIT).orElseThrow();

    assertEquals(List.of(summary("t", "/", 0, 1)), listed);
    assertEquals(entries(1, 1), all(journal, S, 0));
  }

  @Test
  void aDamagedPageThatHoldsOnlyDataCostsOnlyItsEvent() throws Exception {
    created(1);
    done(journal.append(S, append(1, List.of(entry(2, "x".repeat(20_000)), entry(3)))));
    journal.close();
    long page =
        (long) ask("SELECT max(pageno) FROM dbstat WHERE name = 'event' AND pagetype = 'overflow'");
    long first =
        (long) ask("SELECT min(pageno) FROM dbstat WHERE name = 'event' AND pagetype = 'overflow'");
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve(Database.FILE).toFile(), "rw")) {
      file.seek((first - 1) * 4096);
      file.writeInt(1 << 30); // where the data goes on
    }

    List<Entry> read = all(open(folder), S, 0);

    assertEquals(List.of(1L, 2L, 3L), read.stream().map(Entry::seq).toList());
    assertInstanceOf(Event.Unknown.class, read.get(1).event());
    assertEquals(entry(3), read.get(2));
    assertTrue(page > first);
  }

  /** Of many that lie on several pages, and of a session before and one behind. */
  private long pages() throws Exception {
    created(40);
    List<Entry> many = new ArrayList<>();
    for (int seq = 1; seq <= 400; seq++) {
      many.add(
          seq % 50 == 0
              ? new Entry(seq, T0, new Event.Rewound(seq, seq, new MessageId("m"), 1))
              : entry(seq, noise(60)));
    }
    done(journal.create(summary("many", "/", 0, 400), many));
    done(journal.create(summary("t", "/", 0, 40), entries(1, 40)));
    journal.close();
    return (long) ask("SELECT count(*) FROM dbstat WHERE name = 'event' AND pagetype = 'leaf'");
  }

  private void overwrite(long leaf) throws Exception {
    long page =
        (long)
            ask(
                "SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' ORDER BY path"
                    + " LIMIT 1 OFFSET "
                    + leaf);
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve(Database.FILE).toFile(), "rw")) {
      byte[] noise = new byte[4096];
      new Random(leaf).nextBytes(noise);
      file.seek((page - 1) * 4096);
      file.write(noise);
    }
  }

  private static final SessionId MANY = new SessionId("many");

  private static List<Entry> notices(List<Entry> read) {
    return read.stream().filter(e -> e.event() instanceof Event.NoticeRaised).toList();
  }

  @Test
  void aDamagedPageOfEventsCostsThemAndLeavesANoticeInTheirPlace() throws Exception {
    long pages = pages();
    assertTrue(pages > 10, "" + pages);
    Path whole = Files.copy(folder.resolve(Database.FILE), temp.resolve("whole"));
    int hurt = 0;
    for (long leaf = 0; leaf < pages; leaf++) {
      Files.copy(whole, folder.resolve(Database.FILE), StandardCopyOption.REPLACE_EXISTING);
      long cells =
          (long)
              ask(
                  "SELECT ncell FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' ORDER BY path"
                      + " LIMIT 1 OFFSET "
                      + leaf);
      overwrite(leaf);
      SqliteJournal open = open(folder);

      List<Entry> first = all(open, S, 0);
      List<Entry> read = all(open, MANY, 0);
      List<Entry> last = all(open, new SessionId("t"), 0);
      List<Entry> outline =
          open.outline(MANY, 0, Long.MAX_VALUE).collectList().blockOptional(LIMIT).orElseThrow();
      long rewinds = open.rewinds(MANY).blockOptional(LIMIT).orElseThrow().size();

      String at = "leaf " + leaf + " of " + pages + " with " + cells;
      int notices = notices(first).size() + notices(read).size() + notices(last).size();
      assertTrue(notices >= 1 && notices <= 3, at + " notices " + notices);
      assertEquals(480 - cells + notices, first.size() + read.size() + last.size(), at);
      assertEquals(400, read.getLast().seq(), at);
      assertEquals(400, outline.getLast().seq(), at);
      assertTrue(rewinds >= 8 - cells / 50 - 1, at + " rewinds " + rewinds);
      long before = 0;
      for (Entry entry : read) {
        assertTrue(entry.seq() > before, at);
        before = entry.seq();
        if (notices(List.of(entry)).isEmpty() && entry.seq() % 50 != 0) {
          assertEquals(entry(entry.seq(), noise(60)), entry, at);
        }
      }
      hurt += notices(read).size();
      open.close();
      assertTrue((long) ask("SELECT count(*) FROM damage") >= 1, at);
    }
    assertTrue(hurt > 8, "" + hurt);
  }

  @Test
  void whereSeveralPagesAreDamagedWhatLiesBetweenIsRead() throws Exception {
    pages();
    overwrite(6); // the last first, since a damaged one is none to be counted
    overwrite(5);
    overwrite(3);

    List<Entry> read = all(open(folder), MANY, 0);

    assertEquals(2, notices(read).size(), "" + notices(read));
    long between =
        read.stream()
            .filter(
                e ->
                    e.seq() > notices(read).getFirst().seq()
                        && e.seq() < notices(read).getLast().seq())
            .count();
    assertTrue(between > 5, "" + between);
    assertEquals(400, read.getLast().seq());
  }

  /** Takes back what keeps wrong values out of the tables. */
  private void makeLax() {
    journal.close();
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA writable_schema = ON");
      sql.execute(
          "UPDATE sqlite_schema SET sql = replace(replace(sql, ') STRICT', ')'), ' NOT NULL', '')"
              + " WHERE type = 'table' AND name IN ('event', 'session')");
      sql.execute("PRAGMA writable_schema = RESET");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    journal = open(folder);
  }

  /** 1 where it failed, which it must do in a sentence; 0 where it did not. */
  private static int outcome(Mono<Void> deed) {
    return deed.thenReturn(0)
        .onErrorResume(
            failure -> {
              assertSays("", assertInstanceOf(JournalException.class, failure));
              return Mono.just(1);
            })
        .blockOptional(LIMIT)
        .orElseThrow();
  }
}
