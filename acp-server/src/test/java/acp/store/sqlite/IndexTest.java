package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static acp.store.JournalFixture.T0;
import static acp.store.JournalFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.SessionId;
import acp.session.Insights;
import acp.session.JournalException;
import acp.session.Search.Found;
import acp.session.Search.Kind;
import acp.session.Search.Query;
import acp.store.EventCodec;
import acp.store.Telling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the events of a store in a file, and how it comes to be and goes. */
class IndexTest extends StoreFixture {

  private static Found find(SqliteJournal journal, String text) {
    return journal.search().find(Query.of(text, 100)).blockOptional(LIMIT).orElseThrow();
  }

  private static Set<String> sessions(Found found) {
    return Set.copyOf(found.hits().stream().map(hit -> hit.session().value()).toList());
  }

  private static long turns(SqliteJournal journal) {
    return journal
        .insights()
        .report(new Insights.Query(Insights.By.DAY, null, null, null, ZoneOffset.UTC))
        .blockOptional(LIMIT)
        .orElseThrow()
        .total()
        .turns();
  }

  private Telling told(String id) {
    return new Telling(journal, id, "/").prompt("find " + id).says("m-" + id, "an", "swer").ends();
  }

  private IndexStore store(Connection connection) {
    return new IndexStore(new Statements(connection), new EventCodec());
  }

  /** A store of an older version with sessions that can be found. */
  private void old(int sessions) throws Exception {
    makeStoreOf(4);
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute("BEGIN");
      for (int no = 2; no <= sessions + 1; no++) {
        sql.executeUpdate(
            "INSERT INTO session (no, id, cwd, title, created_at, updated_at, last_seq)"
                + " VALUES (%d, 'old-%d', '/', 'Old %d', %d, %d, 3)"
                    .formatted(no, no, no, T0.toEpochMilli(), T0.toEpochMilli()));
        insert(
            sql,
            no,
            1,
            "prompt_accepted",
            "{\"turn\":\"t\",\"message\":\"p-"
                + no
                + "\",\"content\":[{\"type\":\"text\",\"text\":\"ancient "
                + no
                + "\"}]}");
        insert(
            sql,
            no,
            2,
            "message_chunk",
            "{\"message\":\"m-" + no + "\",\"role\":\"agent\",\"text\":\"replies\"}");
        insert(sql, no, 3, "turn_ended", "{\"turn\":\"t\",\"stopped\":\"end_turn\"}");
      }
      sql.execute("COMMIT");
    }
  }

  private static void insert(Statement sql, long no, long seq, String type, String data)
      throws Exception {
    sql.executeUpdate(
        "INSERT INTO event (key, at, type, data) VALUES (%d, %d, '%s', '%s')"
            .formatted(no << Schema.SEQ_BITS | seq, T0.toEpochMilli() + seq, type, data));
  }

  @Test
  void aStoreThatWasThereBeforeIsNotGoneThroughWhenItIsOpened() throws Exception {
    old(300);

    done(journal.prepare());

    assertEquals("301", ask("SELECT value FROM upkeep WHERE name = 'search.backlog'"));
    assertEquals(0L, ask("SELECT count(*) FROM search_session"));
    assertEquals(0L, ask("SELECT count(*) FROM sqlite_schema WHERE name = 'search'"));
    Found found = find(openToRead(), "ancient");
    assertEquals(List.of(), found.hits());
    assertEquals(301, found.left());
  }

  @Test
  void aStoreThatWasThereBeforeIsFoundInWhenSomebodySearches() throws Exception {
    old(300);

    Found found = find(journal, "ancient");
    while (found.left() > 0) { // a slow machine takes more than one
      found = find(journal, "ancient");
    }

    assertEquals(100, found.hits().size());
    assertEquals(Set.of("old-77"), sessions(find(journal, "\"ancient 77\"")));
    assertEquals(300, turns(journal));
    assertEquals(0L, ask("SELECT count(*) FROM upkeep WHERE name = 'search.backlog'"));
  }

  @Test
  void theNewestOfWhatWasThereBeforeComesFirstAndWhatIsNewBeforeThat() throws Exception {
    old(300);
    done(journal.prepare());
    told("new");
    try (Connection connection = connect()) {
      IndexStore store = store(connection);
      assertTrue(store.step(true));
      assertEquals(Set.of("new"), sessions(find(openToRead(), "find")));
      assertTrue(store.step(true));
    }

    Found found = find(openToRead(), "\"ancient 301\" OR \"ancient 2\"");

    assertTrue(found.left() > 0 && found.left() < 301, "left " + found.left());
    assertEquals(Set.of("old-301"), sessions(found));
  }

  @Test
  void whatWasBegunAnewIsFinishedByWhoeverComesNext() {
    for (int i = 0; i < 20; i++) {
      told("s" + i);
    }
    assertEquals(20, find(journal, "find").hits().size());
    try (Connection connection = connect()) {
      store(connection).reset();
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }

    Found half = find(openToRead(), "find");
    assertEquals(20, half.left());
    assertEquals(List.of(), half.hits());

    assertEquals(20, find(open(folder), "find").hits().size());
    assertEquals(20, turns(journal));
  }

  @Test
  void twoProcessesThatDoTheSameDoNotDoubleIt() throws Exception {
    for (int i = 0; i < 10; i++) {
      told("s" + i);
    }
    SqliteJournal other = open(folder);
    Telling more = new Telling(journal, "more", "/").prompt("find more");

    var both =
        reactor.core.publisher.Mono.zip(
                journal.search().find(Query.of("find", 50)),
                other.search().find(Query.of("find", 50)))
            .blockOptional(LIMIT)
            .orElseThrow();
    more.says("m", "find me").ends();

    assertEquals(11, both.getT1().hits().size());
    assertEquals(11, both.getT2().hits().size());
    assertEquals(12, find(other, "find").hits().size());
    assertEquals(11, turns(other));
    assertEquals(
        ask("SELECT count(*) FROM search_passage"),
        ask("SELECT count(DISTINCT event) FROM search_passage"));
  }

  @Test
  void whatIsStreamedCostsNothingUntilItEnds() {
    Telling told = new Telling(journal, "s", "/").prompt("x");
    assertEquals(1, find(journal, "x").hits().size());

    for (int i = 0; i < 50; i++) {
      told.chunk("m", "piece ");
    }

    assertEquals(0L, ask("SELECT count(*) FROM search_mark"));
    told.says("n", "end");
    assertEquals(1L, ask("SELECT count(*) FROM search_mark"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE search_data SET block = x'00ff' WHERE id > 1",
        "DELETE FROM search_data",
        "DROP TABLE search_data",
        "DROP TABLE search_idx",
        "DROP TABLE search_config",
        "UPDATE search_config SET v = 99 WHERE k = 'version'",
        "DROP TABLE search_docsize",
        "DROP TABLE search"
      })
  void damageInTheIndexCostsTheIndexAndNoSession(String damage) {
    told("s1");
    assertEquals(1, find(journal, "answer").hits().size());
    journal.close();
    ask(damage);
    SqliteJournal next = open(folder);
    Telling more = new Telling(next, "s2", "/").prompt("find s2").says("m2", "answer").ends();

    Set<String> found = Set.of();
    for (int tries = 0; found.size() < 2 && tries < 50; tries++) {
      try {
        found = sessions(find(next, "answer"));
      } catch (JournalException e) {
        assertSays("search index was damaged", e);
      }
    }

    assertEquals(Set.of("s1", "s2"), found);
    more.prompt("goes on").ends();
    assertEquals(3, turns(next));
    assertEquals("ok", ask("PRAGMA integrity_check"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"search_data", "search_idx"})
  void whatADamagedIndexPointsToStaysWhereItIs(String table) throws Exception {
    for (int i = 0; i < 40; i++) {
      new Telling(journal, "s" + i, "/").prompt("find " + "x".repeat(300) + i).ends();
    }
    assertEquals(40, find(journal, "find").hits().size());
    journal.close();
    String events = "SELECT group_concat(key || type || hex(data) || hex(packed)) FROM event";
    Object before = ask(events);
    int size = Math.toIntExact((long) ask("PRAGMA page_size"));
    int event =
        Math.toIntExact((long) ask("SELECT rootpage FROM sqlite_schema WHERE name = 'event'"));
    int index =
        Math.toIntExact(
            (long) ask("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'"));
    Path file = folder.resolve(Database.FILE);
    byte[] bytes = Files.readAllBytes(file);
    System.arraycopy(bytes, (event - 1) * size, bytes, (index - 1) * size, size);
    Files.write(file, bytes);
    SqliteJournal next = open(folder);
    new Telling(next, "more", "/").prompt("find it").ends();

    Set<String> found = Set.of();
    for (int tries = 0; found.isEmpty() && tries < 50; tries++) {
      try {
        found = sessions(find(next, "it"));
      } catch (JournalException e) {
        assertSays("search index was damaged", e);
      }
    }

    assertEquals(Set.of("more"), found);
    next.close();
    assertEquals("ok", ask("PRAGMA integrity_check(event)"));
    assertTrue(ask(events).toString().startsWith(before.toString()));
  }

  @Test
  void whatListsLeaveOutIsFoundOnlyWhenAskedFor() {
    told("s1");
    told("s2");
    told("s3");
    ask("UPDATE session SET archived_at = 1 WHERE id = 's1'");
    ask("UPDATE session SET type = 'hidden' WHERE id = 's2'");

    assertEquals(Set.of("s3"), sessions(find(journal, "answer")));
    assertEquals(Set.of("s1", "s2", "s3"), sessions(find(journal, true, null)));
    assertEquals(Set.of("s1"), sessions(find(journal, false, new SessionId("s1"))));
  }

  private static Found find(SqliteJournal journal, boolean all, @Nullable SessionId session) {
    Query query =
        new Query("answer", null, session, Set.of(), null, null, null, null, Set.of(), all, 0, 100);
    return journal.search().find(query).blockOptional(LIMIT).orElseThrow();
  }

  @Test
  void whatIsGoneForGoodIsGoneFromTheIndex() throws Exception {
    told("s1");
    told("s2");
    assertEquals(2, find(journal, "answer").hits().size());
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.executeUpdate("DELETE FROM event WHERE key >> 32 = 1");
      assertEquals(Set.of("s2"), sessions(find(journal, "answer")), "even before it is told");
      sql.executeUpdate("UPDATE session SET deleted_at = 1 WHERE no = 1");
      new SearchMarks(new Statements(connection)).purged(1, "s1");
    }

    assertEquals(Set.of("s2"), sessions(find(journal, "answer")));

    assertEquals(0L, ask("SELECT count(*) FROM search_passage WHERE event >> 32 = 1"));
    assertEquals(0L, ask("SELECT count(*) FROM turn_fact WHERE event >> 32 = 1"));
    assertEquals(
        ask("SELECT count(*) FROM search_passage"), ask("SELECT count(*) FROM search_docsize"));
    assertEquals("ok", ask("PRAGMA integrity_check"));
  }

  @Test
  void whatIsGoneForGoodTakesNothingOfOthersAlong() throws Exception {
    Telling gone = told("s1");
    assertEquals(1, find(journal, "answer").hits().size());
    told("s2");
    assertEquals(2, find(journal, "answer").hits().size());
    gone.says("later", "answer").prompt("on");
    assertEquals(3, find(journal, "answer").hits().size());
    ask("DELETE FROM event WHERE key >> 32 = 1");
    try (Connection connection = connect()) {
      new SearchMarks(new Statements(connection)).purged(1, "s1");
    }

    assertEquals(Set.of("s2"), sessions(find(journal, "answer")));
    assertEquals(0L, ask("SELECT count(*) FROM search_passage WHERE event >> 32 = 1"));
  }

  @Test
  void aSessionThatIsTooLongForOneStepIsFoundInToItsEnd() {
    Telling told = new Telling(journal, "s", "/").prompt("x");
    List<acp.event.Entry> entries = new java.util.ArrayList<>();
    String words = "words ".repeat(100);
    for (long seq = told.seq() + 1; seq < 4_500; seq++) {
      String text = seq == 4_499 ? "the end" : words;
      entries.add(
          new acp.event.Entry(
              seq,
              T0,
              new acp.event.Event.PromptAccepted(
                  new acp.event.TurnId("t" + seq),
                  new acp.event.MessageId("p" + seq),
                  List.of(new acp.event.Content.Text(text)))));
    }
    done(journal.append(told.id(), acp.store.JournalFixture.append(told.seq(), entries)));

    assertEquals(1, find(journal, "end").hits().size());
    assertEquals(0, find(journal, "end").left());
    assertEquals(4_499L, ask("SELECT seq FROM search_session"));
  }

  @Test
  void aStoreThatIsReadOnlyIsSearchedAsItIs() {
    told("s1");
    assertEquals(1, find(journal, "answer").hits().size());
    told("s2");
    journal.close();

    SqliteJournal reader = openToRead();

    assertEquals(Set.of("s1"), sessions(find(reader, "answer")));
    assertEquals(1, find(reader, "answer").left());
    assertSays(
        "reading only",
        assertThrows(JournalException.class, () -> done(reader.search().rebuild())));
  }

  @Test
  void ofTooManyHitsTheNewestAreLookedAtAndAllTitles() {
    Telling old = new Telling(journal, "old", "/").title("leaf of old").prompt("x").ends();
    assertEquals(1, find(journal, "leaf").hits().size());
    Telling told = new Telling(journal, "s", "/").prompt("x");
    for (int i = 0; i < 3 * SearchReads.CANDIDATES / 2; i++) {
      told.tell(
          new acp.event.Event.MessageChunk(
              new acp.event.MessageId("m" + i), acp.event.Event.Role.AGENT, "leaf"));
    }
    told.ends().title("leaf of s");

    Found found = find(journal, "leaf");
    assertEquals(
        2, found.hits().stream().filter(hit -> hit.kind() == Kind.TITLE).count(), "each once");

    assertTrue(found.limited());
    assertEquals(
        Set.of(old.id(), told.id()),
        Set.of(found.hits().get(0).session(), found.hits().get(1).session()));
    assertFalse(find(journal, "leaf old").limited());
  }

  @Test
  void allQuestionsAreAnsweredByAnIndex() {
    told("s");
    assertEquals(1, find(journal, "answer").hits().size());

    for (String question : List.of(IndexRows.NEXT, IndexRows.ONE, SearchPlaces.OF_SESSION)) {
      try (Connection connection = connect();
          var sql = connection.prepareStatement("EXPLAIN QUERY PLAN " + question);
          var row = sql.executeQuery()) {
        while (row.next()) {
          assertFalse(row.getString(4).startsWith("SCAN"), question + ": " + row.getString(4));
        }
      } catch (java.sql.SQLException e) {
        throw new AssertionError(e);
      }
    }
  }
}
