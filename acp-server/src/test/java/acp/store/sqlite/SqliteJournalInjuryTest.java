package acp.store.sqlite;

import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.refusal;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.session.Fenced;
import acp.session.JournalException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** What becomes of writes when the store is shared, taken or full. */
class SqliteJournalInjuryTest extends StoreFixture {
  private static final Duration IMPATIENT = Duration.ofMillis(50);

  @Test
  void ofTwoProcessesThatAppendAtOnceOneIsFenced() {
    SqliteJournal other = open(folder);
    created(1);

    done(journal.append(S, append(1, entries(2, 2))));
    JournalException refused = refusal(other.append(S, append(1, entries(2, 5))));
    done(other.append(S, append(2, entries(3, 3))));

    assertInstanceOf(Fenced.class, refused);
    assertEquals(entries(1, 3), all(journal, S, 0));
    assertEquals(entries(1, 3), all(other, S, 0));
  }

  @Test
  void processesThatCatchUpWhenFencedLoseNothing() {
    created(1);
    List<SqliteJournal> processes = List.of(journal, open(folder), open(folder));

    done(
        Flux.fromIterable(processes)
            .flatMap(process -> Flux.range(0, 60).concatMap(_ -> appendOne(process)))
            .then());

    assertEquals(entries(1, 181), all(journal, S, 0));
  }

  @Test
  void manyProcessesMayOpenANewStoreAtOnce() {
    List<SqliteJournal> processes = IntStream.range(0, 12).mapToObj(_ -> open(folder)).toList();

    done(
        Flux.range(0, 12)
            .flatMap(
                i ->
                    Mono.defer(
                            () ->
                                processes.get(i).create(summary("s" + i, "/", 0, 1), entries(1, 1)))
                        .subscribeOn(Schedulers.parallel()))
            .then());

    assertEquals(12L, ask("SELECT count(*) FROM session"));
    assertEquals("wal", ask("PRAGMA journal_mode"));
  }

  @Test
  void aStoreThatIsLockedTooLongIsSaidToBeAndIsUsedAgainLater() throws Exception {
    SqliteJournal hasty = open(folder, IMPATIENT);
    created(1);

    try (Connection other = connect();
        Statement sql = other.createStatement()) {
      sql.execute("BEGIN IMMEDIATE");

      JournalException refused = refusal(hasty.append(S, append(1, entries(2, 2))));

      assertSays("locked", refused);
      assertEquals(entries(1, 1), all(hasty, S, 0));
      sql.execute("ROLLBACK");
    }
    done(hasty.append(S, append(1, entries(2, 2))));
    assertEquals(entries(1, 2), all(hasty, S, 0));
  }

  @Test
  void aLockThatIsReleasedInTimeIsWaitedFor() throws Exception {
    created(1);

    try (Connection other = connect();
        Statement sql = other.createStatement()) {
      sql.execute("BEGIN IMMEDIATE");
      Mono<Void> append = journal.append(S, append(1, entries(2, 2))).cache();
      append.subscribe();
      assertEquals(entries(1, 1), all(journal, S, 0));
      sql.execute("COMMIT");

      done(append);
    }
    assertEquals(entries(1, 2), all(journal, S, 0));
  }

  @Test
  void aFullDiskFailsTheWriteAndIsUsedAgainWhenThereIsRoom() {
    pragmas.add("PRAGMA max_page_count = 40");
    SqliteJournal cramped = open(folder);
    done(cramped.create(summary("s", "/", 0, 1), entries(1, 1)));
    List<Entry> large = List.of(entry(2), entry(3, noise(1 << 20)));

    JournalException refused = refusal(cramped.append(S, append(1, large)));
    List<Entry> meanwhile = all(cramped, S, 0);
    pragmas.clear();
    done(cramped.append(S, append(1, large)));

    assertSays("disk is full", refused);
    assertSays(folder.resolve(Database.FILE).toString(), refused);
    assertEquals(entries(1, 1), meanwhile);
    assertEquals(3, all(cramped, S, 0).size());
  }

  @Test
  void aStoreThatMayNotBeWrittenIsStillRead() {
    created(2);
    pragmas.add("PRAGMA query_only = 1");
    SqliteJournal reader = open(folder);

    JournalException refused = refusal(reader.append(S, append(2, entries(3, 3))));

    assertSays("may write", refused);
    assertEquals(entries(1, 2), all(reader, S, 0));
  }

  @Test
  void anEventThatCannotBeWrittenDownFailsAlone() {
    List<SessionId> sessions =
        IntStream.range(0, 40).mapToObj(i -> new SessionId("s" + i)).toList();
    List<SessionId> failed = new CopyOnWriteArrayList<>();

    done(
        Flux.fromIterable(sessions)
            .flatMap(
                id ->
                    journal
                        .create(
                            summary(id.value(), "/", 0, 2),
                            List.of(entry(1), id.value().equals("s20") ? tooDeep() : entry(2)))
                        .onErrorComplete(_ -> failed.add(id)),
                40)
            .then());

    assertEquals(List.of(new SessionId("s20")), failed);
    assertEquals(39L, ask("SELECT count(*) FROM session"));
    assertEquals(78L, ask("SELECT count(*) FROM event"));
  }

  private Mono<Void> appendOne(SqliteJournal process) {
    return process
        .find(S)
        .flatMap(
            now ->
                process.append(
                    S, append(now.lastSeq(), entries(now.lastSeq() + 1, now.lastSeq() + 1))))
        .retryWhen(Retry.indefinitely().filter(Fenced.class::isInstance));
  }

  private static Entry tooDeep() {
    ArrayNode deep = JsonNodeFactory.instance.arrayNode();
    ArrayNode innermost = deep;
    for (int i = 0; i < 5_000; i++) {
      innermost = innermost.addArray();
    }
    return new Entry(2, entry(2).at(), new Event.MessageEnded(new MessageId("m"), deep));
  }
}
