package acp.store.sqlite;

import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.refusal;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.SessionId;
import acp.event.Tokens;
import acp.session.CatalogueEntry;
import acp.session.Journal;
import acp.session.Journal.Append;
import acp.session.JournalException;
import acp.session.SessionType;
import acp.session.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a store of another version is met. */
class MigrationsTest extends StoreFixture {

  /** A new step adds its checksum. One that was shipped and has another now is a mistake. */
  @Test
  void whatWasShippedIsNeverChanged() {
    assertEquals(
        List.of(
            68763827L,
            3308111387L,
            1974541511L,
            3749679848L,
            1396339571L,
            2014250128L,
            2641543934L,
            948935193L),
        Migrations.ALL.stream().map(Migration::checksum).toList());
  }

  @Test
  void aNewStoreKnowsItsSteps() {
    done(journal.prepare());

    assertEquals((long) Schema.VERSION, ask("PRAGMA user_version"));
    assertEquals((long) Schema.VERSION, ask("SELECT count(*) FROM migration"));
    assertEquals(2L, ask("PRAGMA auto_vacuum"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void aStoreOfAnOlderVersionIsCopiedAndUsedOn(int version) throws Exception {
    makeStoreOf(version);

    done(journal.append(S, append(2, entries(3, 3))));

    assertEquals(entries(1, 3), all(journal, S, 0));
    assertEquals((long) Schema.VERSION, ask("PRAGMA user_version"));
    assertEquals((long) Schema.VERSION, ask("SELECT count(*) FROM migration"));
    String copy = onlyCopy("v" + version);
    assertEquals("rw-------", mode(folder.resolve(copy)));
    Path before = Files.createDirectories(temp.resolve("before"));
    Files.copy(folder.resolve(copy), before.resolve(Database.FILE));
    assertEquals(entries(1, 2), all(open(before), S, 0));
  }

  @Test
  void sessionsThatWereThereBeforeGetFiguresAndNames() throws Exception {
    makeStoreOf(4);
    told(3, "prompt_accepted", "{\"turn\":\"t\",\"message\":\"m\",\"content\":[]}");
    told(4, "config_changed", "{\"values\":{\"mode\":\"ask\",\"model\":\"lab/old\"}}");
    told(
        5,
        "usage_reported",
        "{\"model\":\"lab/used\",\"input\":70,\"output\":5,\"cached\":6,\"cost\":9}");
    told(
        6,
        "usage_reported",
        "{\"model\":\"lab/x\",\"input\":30,\"output\":1,\"cached\":0,\"written\":2}");
    told(7, "config_changed", "{\"values\":{\"model\":\"lab/new\"}}");
    told(8, "usage_reported", "this is no JSON");
    told(9, "config_changed", "{\"values\":{\"model\":");
    told(10, "message_ended", "{\"message\":\"m\"}");
    told(11, "title_changed", "{\"title\":\"T\"}");
    ask("UPDATE session SET last_seq = 11, title = 'T'");
    for (int i = 0; i < 3; i++) {
      ask(
          "INSERT INTO session (id, cwd, created_at, updated_at, last_seq)"
              + " VALUES ('empty%d', '/', 1, 2, 0)".formatted(i));
    }

    CatalogueEntry entry = journal.catalogue().get(S).blockOptional().orElseThrow();

    Tally tally = entry.tally();
    assertEquals(new Tokens(3, 100, 6, 6, 2, 9), tally.tokens());
    assertEquals(List.of(2L, 1L, 0L), List.of(tally.messages(), tally.turns(), tally.toolCalls()));
    assertEquals("lab/new", tally.model());
    assertEquals("ask", tally.mode());
    assertEquals(null, tally.titleSource());
    assertEquals(SessionType.USER, entry.traits().type());
    assertTrue(String.valueOf(entry.alias()).matches("[a-z]+-[a-z]+"), entry.alias());
    assertEquals(
        null,
        journal.catalogue().get(new SessionId("empty1")).blockOptional().orElseThrow().alias());
  }

  private void told(int seq, String type, String data) {
    ask(
        "INSERT INTO event (key, at, type, data) VALUES (%d, 0, '%s', '%s')"
            .formatted(1L << Schema.SEQ_BITS | seq, type, data));
  }

  @Test
  void anEmptyStoreIsUpgradedWithoutACopy() throws Exception {
    makeStoreOf(1);
    ask("DELETE FROM event");
    ask("DELETE FROM session");

    done(journal.create(summary("s", "/", 0, 1), entries(1, 1)));

    assertEquals(List.of("sessions.db", "sessions.db-shm", "sessions.db-wal"), files());
  }

  @Test
  void aStoreThatIsUpToDateIsNotCopied() throws Exception {
    created(1);
    journal.close();

    done(open(folder).append(S, append(1, entries(2, 2))));

    assertEquals(List.of("sessions.db", "sessions.db-shm", "sessions.db-wal"), files());
  }

  @Test
  void threeCopiesAreKept() throws Exception {
    makeStoreOf(1);
    for (int day = 1; day <= 4; day++) {
      Files.createFile(folder.resolve("sessions-v1-2020010" + day + "T000000Z.db"));
    }
    Files.createFile(folder.resolve("sessions-v1-mine.db"));

    done(journal.prepare());

    List<String> left = files().stream().filter(name -> name.startsWith("sessions-")).toList();
    assertEquals(4, left.size(), left.toString());
    assertEquals(
        List.of("sessions-v1-20200103T000000Z.db", "sessions-v1-20200104T000000Z.db"),
        left.subList(0, 2));
    assertEquals("sessions-v1-mine.db", left.getLast());
  }

  @Test
  void aStoreThatWasMadeByOtherStepsIsRefused() throws Exception {
    created(1);
    journal.close();
    ask("UPDATE migration SET checksum = 1 WHERE number = 2");
    byte[] before = Files.readAllBytes(folder.resolve(Database.FILE));
    SqliteJournal other = open(folder);

    assertSays(
        "migration 2 (deleted sessions)", refusal(other.append(S, append(1, entries(2, 2)))));
    assertSays("another build", refusal(other.find(S).then()));
    other.close();
    assertArrayEquals(before, Files.readAllBytes(folder.resolve(Database.FILE)));
  }

  /** Each as a build might leave it whose steps were others, or that was not ready. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE migration",
        "ALTER TABLE event DROP COLUMN packed",
        "DROP TABLE lease",
        "PRAGMA user_version = 7; DELETE FROM migration WHERE number = 8",
        "PRAGMA user_version = 2; DROP TABLE migration"
      })
  void aStoreWhoseTablesAreNotThoseThatAreKnownIsSaidToBeAnothersOnReadingAndWriting(String how)
      throws Exception {
    created(2);
    journal.close();
    for (String deed : how.split("; ")) {
      ask(deed);
    }
    SqliteJournal other = open(folder);

    JournalException failure =
        refusal(
            other.append(S, new Append(2, entries(3, 3), List.of(), null, Journal.Lease.TAKEN)));

    assertSays("another build", failure);
    assertSays("move the file out of the way", failure);
    assertSays(folder.resolve(Database.FILE).toString(), failure);
    other.close();
  }

  @Test
  void aStoreThatIsRefusedIsNotCopiedWithEachStart() throws Exception {
    created(2);
    journal.close();
    ask("UPDATE migration SET checksum = 1 WHERE number = 2");
    ask("PRAGMA user_version = 7");

    assertSays("migration 2 (deleted sessions)", refusal(open(folder).find(S).then()));

    assertTrue(files().stream().noneMatch(name -> name.startsWith("sessions-")), "" + files());
  }

  @Test
  void aProcessThatSeesTheStoreUpgradedStopsWritingAndReadsOn() {
    created(1);
    done(journal.append(S, append(1, entries(2, 2))));

    ask("PRAGMA user_version = " + (Schema.VERSION + 1));

    assertSays("upgraded by a newer", refusal(journal.append(S, append(2, entries(3, 3)))));
    assertSays("upgraded by a newer", refusal(journal.append(S, append(2, entries(3, 3)))));
    ask("PRAGMA user_version = " + Schema.VERSION);
    assertEquals(entries(1, 2), all(journal, S, 0));
  }

  @Test
  void aStoreOfANewerVersionMayBeLookedAt() {
    created(2);
    journal.close();
    ask("PRAGMA user_version = " + (Schema.VERSION + 1));
    ask("CREATE TABLE of_the_future (x)");

    SqliteJournal reader = openToRead();

    assertEquals(entries(1, 2), all(reader, S, 0));
    assertEquals(1, reader.list(null, null, 10).blockOptional().orElseThrow().size());
    assertSays("reading only", refusal(reader.append(S, append(2, entries(3, 3)))));
    assertSays("reading only", refusal(reader.create(summary("t", "/", 0, 1), entries(1, 1))));
  }

  @Test
  void aStoreOfAnOlderVersionIsNotLookedAtBeforeItIsUpgraded() throws Exception {
    makeStoreOf(1);

    assertSays("--read-only", refusal(openToRead().find(S).then()));
  }

  @Test
  void whereThereIsNoStoreThereIsNothingToLookAt() {
    assertSays("no session store", refusal(openToRead().find(S).then()));
    assertTrue(Files.notExists(folder));
  }

  private String onlyCopy(String kind) throws Exception {
    List<String> copies =
        files().stream().filter(name -> name.startsWith("sessions-" + kind + "-")).toList();
    assertEquals(1, copies.size(), () -> copies.toString());
    return copies.getFirst();
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Of two processes that upgrade in the same second, each has made its copy. */
  @Test
  void aCopyThatIsThereAlreadyDoesNotKeepTheStoreFromBeingUpgraded() throws Exception {
    makeStoreOf(2);
    DateTimeFormatter time =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    for (int second = 0; second < 60; second++) {
      Files.writeString(
          folder.resolve("sessions-v2-" + time.format(Instant.now().plusSeconds(second)) + ".db"),
          "another's");
    }

    assertEquals(2, all(journal, S, 0).size());
    assertTrue(files().stream().noneMatch(name -> name.endsWith(".part")), files().toString());
  }
}
