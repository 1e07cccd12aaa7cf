package acp.store.sqlite;

import static acp.store.JournalContract.LIMIT;
import static acp.store.JournalContract.S;
import static acp.store.JournalContract.all;
import static acp.store.JournalContract.append;
import static acp.store.JournalContract.done;
import static acp.store.JournalContract.entries;
import static acp.store.JournalContract.entry;
import static acp.store.JournalContract.refusal;
import static acp.store.JournalContract.summary;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.session.Fenced;
import acp.session.JournalException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** What becomes of the journal when the store is hurt, taken or shared. */
@Timeout(60)
class SqliteJournalInjuryTest {
  private static final Duration IMPATIENT = Duration.ofMillis(50);

  @TempDir Path temp;
  private final List<SqliteJournal> opened = new CopyOnWriteArrayList<>();
  private final List<String> pragmas = new CopyOnWriteArrayList<>();
  private Path folder;
  private SqliteJournal journal;

  private final Logger logger = Logger.getLogger("acp.store");

  @BeforeEach
  void openTheJournal() {
    logger.setLevel(Level.OFF);
    folder = temp.resolve("state/store");
    journal = open(folder);
  }

  @AfterEach
  void closeTheJournals() {
    opened.forEach(SqliteJournal::close);
    logger.setLevel(null);
  }

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
    pragmas.add("PRAGMA max_page_count = 20");
    SqliteJournal cramped = open(folder);
    done(cramped.create(summary("s", "/", 0, 1), entries(1, 1)));
    List<Entry> large = List.of(entry(2), entry(3, "x".repeat(1 << 20)));

    JournalException refused = refusal(cramped.append(S, append(1, large)));
    List<Entry> meanwhile = all(cramped, S, 0);
    pragmas.clear();
    done(cramped.append(S, append(1, large)));

    assertSays("disk is full", refused);
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
  void aFolderThatCannotBeMadeIsSaidToBeSo() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    SqliteJournal nowhere = open(file.resolve("store"));

    assertSays("folder", refusal(nowhere.create(summary("s", "/", 0, 1), entries(1, 1))));
    assertSays("folder", refusal(nowhere.read(S, 0).then()));
    assertSays("folder", refusal(nowhere.prepare()));
  }

  @Test
  void aFolderInPlaceOfTheFileIsSaidToBeSo() throws Exception {
    Files.createDirectories(folder.resolve(Database.FILE));

    assertSays("may write", refusal(journal.find(S).then()));
  }

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

  @Test
  void nobodyElseMayLookIntoTheStore() throws Exception {
    created(1);
    all(journal, S, 0);

    assertEquals("rwx------", mode(folder));
    for (String name : List.of("sessions.db", "sessions.db-wal", "sessions.db-shm")) {
      assertEquals("rw-------", mode(folder.resolve(name)));
    }
  }

  @Test
  void aStoreThatOthersMayLookIntoIsClosedToThem() throws Exception {
    created(1);
    journal.close();
    setMode(folder, "rwxr-xr-x");
    setMode(folder.resolve(Database.FILE), "rw-r--r--");

    done(open(folder).append(S, append(1, entries(2, 2))));

    assertEquals("rwx------", mode(folder));
    assertEquals("rw-------", mode(folder.resolve(Database.FILE)));
    assertEquals("rw-------", mode(folder.resolve("sessions.db-wal")));
  }

  @Test
  void nothingIsTouchedBeforeTheFirstUse() {
    journal.read(S, 0);
    journal.create(summary("s", "/", 0, 1), entries(1, 1));
    journal.close();

    assertFalse(Files.exists(folder));
  }

  @Test
  void afterClosingTheStoreIsOneFile() throws Exception {
    created(1);
    all(journal, S, 0);

    journal.close();

    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve(Database.FILE)), files.toList());
    }
  }

  @Test
  void aFolderMayHaveAnyName() {
    Path odd = temp.resolve("a?b=c #%20 ü&mode=memory");
    SqliteJournal strange = open(odd);

    done(strange.create(summary("s", "/", 0, 1), entries(1, 1)));

    assertEquals(entries(1, 1), all(strange, S, 0));
    assertTrue(Files.exists(odd.resolve(Database.FILE)));
  }

  @Test
  void aPreparedStoreIsThere() {
    done(journal.prepare());

    assertTrue(Files.exists(folder.resolve(Database.FILE)));
    assertEquals((long) Schema.VERSION, ask("PRAGMA user_version"));
    assertEquals((long) Schema.APPLICATION_ID, ask("PRAGMA application_id"));
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

  private static void assertSays(String word, JournalException failure) {
    String sentence = String.valueOf(failure.getMessage());
    assertTrue(sentence.contains(word), sentence);
    assertTrue(sentence.matches("[A-Z][a-z ,;']+"), sentence);
  }

  private static Entry tooDeep() {
    ArrayNode deep = JsonNodeFactory.instance.arrayNode();
    ArrayNode innermost = deep;
    for (int i = 0; i < 5_000; i++) {
      innermost = innermost.addArray();
    }
    return new Entry(2, entry(2).at(), new Event.MessageEnded(new MessageId("m"), deep));
  }

  private void created(int events) {
    done(journal.create(summary("s", "/", 0, events), entries(1, events)));
  }

  private SqliteJournal open(Path where) {
    return open(where, Duration.ofSeconds(10));
  }

  private SqliteJournal open(Path where, Duration busyTimeout) {
    SqliteJournal made = new SqliteJournal(where, busyTimeout, () -> List.copyOf(pragmas));
    opened.add(made);
    return made;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
  }

  /** What the database itself says; null where it says nothing. */
  private Object ask(String question) {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      if (!sql.execute(question)) {
        return "";
      }
      try (ResultSet row = sql.getResultSet()) {
        Object value = row.getObject(1);
        return value instanceof Integer number ? (Object) number.longValue() : value;
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
