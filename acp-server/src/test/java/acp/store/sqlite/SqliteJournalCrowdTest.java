package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.session.JournalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/** Readers of a store: how many, how slow, how long. */
@Timeout(60)
class SqliteJournalCrowdTest {
  /** More than may read at once. */
  private static final int CROWD = 20;

  @TempDir Path folder;
  private final Semaphore told = new Semaphore(0);
  private SqliteJournal journal;

  @BeforeEach
  void openAJournalWithASession() {
    journal = new SqliteJournal(folder);
    done(journal.create(summary("s", "/", 0, 1_000), entries(1, 1_000)));
  }

  @AfterEach
  void closeTheJournal() {
    journal.close();
  }

  @Test
  void aCrowdOfReadersThatStandStillHindersNoShortQuestionAndNoWrite() throws Exception {
    List<Reader> crowd = crowd();

    assertNotNull(journal.find(S).block(LIMIT));
    assertEquals(1, journal.list(null, null, 10).blockOptional(LIMIT).orElseThrow().size());
    done(journal.append(S, append(1_000, entries(1_001, 1_001))));

    crowd.forEach(Reader::cancel);
  }

  @Test
  void aReaderThatFindsNoRoomIsServedWhenAnotherLeaves() throws Exception {
    List<Reader> crowd = crowd();
    Reader late = new Reader();
    journal.read(S, 0).subscribe(late);
    late.request(Long.MAX_VALUE);

    assertEquals(0, late.seen());
    crowd.forEach(Reader::cancel);

    late.awaitEnd();
    assertEquals(1_000, late.seen());
  }

  @Test
  void aReaderThatIsThroughMakesRoomForTheNext() throws Exception {
    List<Reader> crowd = crowd();

    crowd.forEach(reader -> reader.request(Long.MAX_VALUE));

    for (Reader reader : crowd) {
      reader.awaitEnd();
      assertEquals(1_000, reader.seen());
    }
  }

  @Test
  void aReaderThatGivesUpWhileItWaitsForRoomLeavesItToOthers() throws Exception {
    List<Reader> crowd = crowd();
    for (int i = 0; i < CROWD; i++) {
      Reader waiting = new Reader();
      journal.read(S, 0).subscribe(waiting);
      waiting.request(1);
      waiting.cancel();
    }

    crowd.forEach(Reader::cancel);

    assertEquals(entries(1, 1_000), all(journal, S, 0));
  }

  @Test
  void closingEndsReadersThatStandStill() throws Exception {
    List<Reader> crowd = crowd();

    journal.close();

    for (Reader reader : crowd) {
      reader.awaitEnd();
      assertInstanceOf(JournalException.class, reader.failure());
    }
  }

  @Test
  void aReaderThatAsksAfterClosingIsToldSo() throws Exception {
    Reader reader = new Reader();
    journal.read(S, 0).subscribe(reader);

    journal.close();
    reader.request(1);

    reader.awaitEnd();
    assertInstanceOf(JournalException.class, reader.failure());
  }

  @Test
  void aReaderWithLongEventsHoldsFewOfThem() throws Exception {
    String megabyte = "x".repeat(1 << 20);
    done(journal.append(S, append(1_000, List.of(entry(1_001, megabyte), entry(1_002, megabyte)))));
    Reader reader = new Reader();
    journal.read(S, 1_000).subscribe(reader);

    reader.request(1);
    awaitTold(1);
    reader.request(1);
    awaitTold(1);
    reader.request(1);

    reader.awaitEnd();
    assertEquals(2, reader.seen());
  }

  @Test
  void noQuestionIsAnsweredBySorting() throws Exception {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE))) {
      for (String question : ReadConnection.questions()) {
        String plan = plan(connection, question);

        assertFalse(plan.contains("TEMP B-TREE"), () -> question + "\n" + plan);
        assertTrue(plan.contains("SEARCH") || plan.contains("USING INDEX"), () -> question + plan);
      }
    }
  }

  /** So many readers that have asked for one event; those that find room have it. */
  private List<Reader> crowd() throws InterruptedException {
    List<Reader> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      Reader reader = new Reader();
      journal.read(S, 0).subscribe(reader);
      reader.request(1);
      crowd.add(reader);
    }
    awaitTold(Readers.MAX_REPLAYS);
    return crowd;
  }

  private void awaitTold(int events) throws InterruptedException {
    assertTrue(told.tryAcquire(events, LIMIT.toMillis(), TimeUnit.MILLISECONDS), "not told");
  }

  private static String plan(Connection connection, String question) throws Exception {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement sql = connection.prepareStatement("EXPLAIN QUERY PLAN " + question);
        ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        plan.append(row.getString("detail")).append('\n');
      }
    }
    return plan.toString();
  }

  /** Counts what it is told, and asks for nothing by itself. */
  private final class Reader extends BaseSubscriber<Entry> {
    private final CountDownLatch end = new CountDownLatch(1);
    private int seen;
    private Throwable failure = new AssertionError("not failed");

    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected synchronized void hookOnNext(Entry entry) {
      seen++;
      told.release();
    }

    @Override
    protected synchronized void hookOnError(Throwable thrown) {
      failure = thrown;
    }

    @Override
    protected void hookFinally(SignalType type) {
      end.countDown();
    }

    synchronized int seen() {
      return seen;
    }

    synchronized Throwable failure() {
      return failure;
    }

    void awaitEnd() throws InterruptedException {
      assertTrue(end.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS), "did not end");
    }
  }
}
