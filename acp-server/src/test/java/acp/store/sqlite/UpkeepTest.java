package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.refusal;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.doctor.Finding;
import acp.event.Entry;
import acp.event.SessionId;
import acp.session.Journal.Append;
import acp.session.Journal.Superseded;
import acp.session.SessionType;
import acp.session.Traits;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What is done for the store while nobody writes. */
class UpkeepTest extends StoreFixture {
  private static final Holder SELF = Holder.self();

  @Test
  void aNewStoreIsNeitherCheckedNorCopied() throws Exception {
    created(1);

    rest(upkeep("boot"));

    assertEquals("boot", ask("SELECT value FROM upkeep WHERE name = 'boot'"));
    assertEquals(0L, ask("SELECT count(*) FROM upkeep WHERE name = 'check'"));
    assertEquals(List.of(), copies());
  }

  @Test
  void afterARestartOfTheMachineTheFileIsChecked() throws Exception {
    created(1);
    rest(upkeep("first"));
    rest(upkeep("first"));
    assertEquals(0L, ask("SELECT count(*) FROM upkeep WHERE name = 'check'"));

    Upkeep later = upkeep("second");
    rest(later);

    String check = (String) ask("SELECT value FROM upkeep WHERE name = 'check'");
    assertTrue(check.endsWith(" ok"), check);
    assertNull(later.takeWarning());
  }

  @Test
  void whatTheCheckFindsIsToldOnceToEachProcess() throws Exception {
    created(1);
    done(journal.append(S, append(1, List.of(entry(2, noise(20_000)), entry(3)))));
    rest(upkeep("first"));
    journal.close();
    damageAPage();

    Upkeep later = upkeep("second");
    rest(later);
    Upkeep next = upkeep("second");
    rest(next);

    String told = assertNotNullAnd(later.takeWarning());
    assertTrue(told.contains("is damaged") && told.contains(folder.toString()), told);
    assertNull(later.takeWarning());
    assertNotNull(next.takeWarning());
    StoreHealth health = open(folder).health().blockOptional(LIMIT).orElseThrow();
    assertFalse(health.problems().isEmpty());
  }

  @Test
  void aStoreThatChangedIsCopiedOnceADay() throws Exception {
    created(1);
    rest(upkeep("boot"));
    copiedLast(Duration.ofHours(23));
    rest(upkeep("boot"));
    assertEquals(List.of(), copies());

    copiedLast(Duration.ofHours(25));
    rest(upkeep("boot"));
    rest(upkeep("boot"));

    assertEquals(1, copies().size());
    Path copy = folder.resolve(copies().getFirst());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    Path other = Files.createDirectories(temp.resolve("other"));
    Files.copy(copy, other.resolve(Database.FILE));
    assertEquals(entries(1, 1), all(open(other), S, 0));
  }

  @Test
  void aStoreThatDidNotChangeIsNotCopied() throws Exception {
    created(1);
    ask(
        "INSERT INTO upkeep SELECT 'copied', '%d ' || max(updated_at) FROM session"
            .formatted(Instant.now().minus(Duration.ofDays(3)).toEpochMilli()));

    rest(upkeep("boot"));

    assertEquals(List.of(), copies());
  }

  @Test
  void whoWantsNoCopiesGetsNone() throws Exception {
    created(1);
    copiedLast(Duration.ofDays(3));

    rest(upkeep(false, SELF));

    assertEquals(List.of(), copies());
  }

  @Test
  void aClockThatWasSetBackStopsNoCopies() throws Exception {
    created(1);
    copiedLast(Duration.ofDays(-300));

    rest(upkeep("boot"));

    assertEquals(1, copies().size());
  }

  @Test
  void threeCopiesAreKeptAndWhatAKilledProcessLeftGoes() throws Exception {
    created(1);
    for (int day = 1; day <= 4; day++) {
      Files.createFile(folder.resolve("sessions-daily-2020010" + day + "T000000Z.db"));
    }
    Path part = Files.createFile(folder.resolve("sessions-daily-20200101T000000Z-1.part"));
    Files.setLastModifiedTime(
        part, java.nio.file.attribute.FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    copiedLast(Duration.ofDays(2));

    rest(upkeep("boot"));

    assertEquals(3, copies().size());
    assertEquals("sessions-daily-20200103T000000Z.db", copies().getFirst());
    assertFalse(Files.exists(part));
  }

  /** As {@code run} finds the store behind a connection. */
  private interface Look<T> {
    T at(Statement sql) throws Exception;
  }

  private <T> T look(Look<T> look) throws Exception {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      return look.at(sql);
    }
  }

  private List<String> copied(Backups backups, int times) throws Exception {
    for (int day = 1; day <= times; day++) {
      for (String kind : List.of("daily", "v7")) {
        Files.createFile(folder.resolve("sessions-" + kind + "-2020010" + day + "T000000Z.db"));
      }
    }
    look(
        sql -> {
          backups.daily(sql);
          backups.beforeUpgrade(sql, 8);
          return true;
        });
    return files().stream().filter(name -> name.startsWith("sessions-")).toList();
  }

  @Test
  void ofALargeStoreFewerCopiesAreKept() throws Exception {
    created(1);
    long size = (long) ask("PRAGMA page_count") * 4096;

    List<String> left = copied(new Backups(database(), size - 1, () -> Long.MAX_VALUE / 4), 3);

    assertEquals(4, left.size(), "" + left);
    assertEquals("sessions-daily-20200103T000000Z.db", left.getFirst());
    assertEquals("sessions-v7-20200103T000000Z.db", left.get(2));
  }

  @Test
  void ofAStoreThatIsNotLargeThreeOfEachKindAreKept() throws Exception {
    created(1);
    long size = (long) ask("PRAGMA page_count") * 4096;

    List<String> left = copied(new Backups(database(), size, () -> Long.MAX_VALUE / 4), 4);

    assertEquals(6, left.size(), "" + left);
  }

  @Test
  void aStoreIsCopiedOnceADayOnlyWhereThereIsRoomForTwoAndTheDoctorSaysSo() throws Exception {
    created(1);
    done(journal.append(S, append(1, List.of(entry(2, noise(900_000))))));
    look(sql -> sql.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    long enough = 2 * (long) ask("PRAGMA page_count") * 4096 + (64L << 20);
    Backups little = new Backups(database(), Backups.LARGE, () -> enough - 1);
    Backups much = new Backups(database(), Backups.LARGE, () -> enough);

    assertEquals(List.of(), copied(little, 0).stream().filter(n -> n.contains("daily")).toList());
    List<Finding> found = look(sql -> new StoreChecks(folder, sql, false, little).all());
    Finding told =
        found.stream().filter(each -> each.check().equals("store.room")).findFirst().orElseThrow();
    assertTrue(told.says().contains("not copied once a day"), told.says());
    assertTrue(told.says().contains("MB"), told.says());

    assertEquals(1, copied(much, 0).stream().filter(n -> n.contains("daily")).count());
    found = look(sql -> new StoreChecks(folder, sql, false, much).all());
    assertTrue(found.stream().noneMatch(each -> each.check().equals("store.room")), "" + found);
  }

  @Test
  void aLongLogIsMovedIntoTheFile() throws Exception {
    created(1);
    done(journal.append(S, append(1, List.of(entry(2, noise(900_000))))));
    long before = Files.size(folder.resolve(Database.FILE));
    Upkeep upkeep = upkeep("boot");

    rest(upkeep);

    assertTrue(Files.size(folder.resolve(Database.FILE)) > before + (1 << 20));
  }

  @Test
  void roomIsGivenBackToTheDisk() throws Exception {
    created(1);
    done(journal.append(S, append(1, List.of(entry(2, noise(5 << 20))))));
    done(
        journal.append(S, new Append(2, entries(3, 3), List.of(new Superseded(2, 2, null)), null)));
    long before = (long) ask("PRAGMA page_count");

    rest(upkeep("boot"));

    assertTrue((long) ask("PRAGMA page_count") < before - 500);
    assertEquals(List.of(entry(1), entry(3)), all(journal, S, 0));
  }

  @Test
  void whatAnOlderProgramWroteIsPackedAndItsRoomGivenBack() throws Exception {
    List<Entry> all = new ArrayList<>(entries(1, 1));
    for (int seq = 2; seq <= 6_000; seq++) {
      all.add(entry(seq, "A line that the tool wrote, as many others. ".repeat(60)));
    }
    done(journal.adopt(summary("s", "/", 0, 6_000), Flux.just(all)));
    unpackRows();
    rest(upkeep("other"));
    long packed = (long) ask("PRAGMA page_count");
    unpackRows();
    long before = (long) ask("PRAGMA page_count");
    assertTrue(before > 2 * packed, before + " pages, " + packed + " packed");

    rest(upkeep("boot"));

    assertTrue((long) ask("PRAGMA page_count") < before / 2, "" + ask("PRAGMA page_count"));
    assertEquals(all, all(journal, S, 0));
    assertEquals("all", ask("SELECT value FROM upkeep WHERE name = 'packed'"));
  }

  @Test
  void aStoreOfAnOlderVersionIsLaidOutAnew() throws Exception {
    makeStoreOf(1);
    done(journal.prepare());
    assertEquals(0L, ask("PRAGMA auto_vacuum"));

    rest(upkeep("boot"));

    assertEquals(2L, ask("PRAGMA auto_vacuum"));
    assertEquals(entries(1, 2), all(journal, S, 0));
    done(journal.append(S, append(2, entries(3, 3))));
  }

  @Test
  void whereThereIsNothingToDoNoThreadIsBegun() throws Exception {
    created(1);
    Upkeep upkeep = upkeep("boot");
    rest(upkeep);

    assertNull(upkeep.rest());
  }

  @Test
  void afterClosingNothingIsBegun() {
    Upkeep upkeep = upkeep("boot");

    upkeep.close();

    assertNull(upkeep.rest());
  }

  @Test
  void howTheStoreIsCanBeAsked() {
    created(1);
    ask("INSERT INTO damage VALUES ((1 << 32) | 1, 0, 'torn')");

    StoreHealth health = journal.health().blockOptional(LIMIT).orElseThrow();

    assertEquals(folder.resolve(Database.FILE), health.file());
    assertEquals(Schema.VERSION, health.schema());
    assertEquals(1, health.sessions());
    assertEquals(List.of(), health.problems());
    assertEquals(List.of("event 1 of s, found 1970-01-01T00:00:00Z: torn"), health.damages());
  }

  private Database database() {
    return new Database(folder, StoreOptions.USUAL, List::of);
  }

  private Upkeep upkeep(String boot) {
    Holder self = new Holder("u", SELF.host(), SELF.pidSpace(), boot, SELF.pid(), SELF.started());
    return upkeep(true, self);
  }

  private static void rest(Upkeep upkeep) throws InterruptedException {
    Thread thread = upkeep.rest();
    if (thread != null) {
      assertTrue(thread.join(LIMIT), "the upkeep does not end");
    }
  }

  private static String assertNotNullAnd(@Nullable String told) {
    assertNotNull(told);
    return told;
  }

  private void copiedLast(Duration ago) {
    ask(
        "INSERT OR REPLACE INTO upkeep VALUES ('copied', '%d 0')"
            .formatted(Instant.now().minus(ago).toEpochMilli()));
  }

  private List<String> copies() throws Exception {
    return files().stream().filter(name -> name.startsWith("sessions-daily")).toList();
  }

  private void damageAPage() throws Exception {
    long first =
        (long) ask("SELECT min(pageno) FROM dbstat WHERE name = 'event' AND pagetype = 'overflow'");
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve(Database.FILE).toFile(), "rw")) {
      file.seek((first - 1) * 4096);
      file.writeInt(1 << 30); // where the data goes on
    }
  }

  private Upkeep upkeep(boolean backups, Holder self) {
    return new Upkeep(
        database(),
        backups,
        () -> self,
        new Sweep(Duration.ofDays(30), () -> self),
        session -> journal.catalogue().purge(session));
  }

  @Test
  void whatWasInTheTrashForAMonthIsTakenAwayForGood() throws Exception {
    created(1);
    for (int i = 0; i < Sweep.AT_ONCE + 3; i++) {
      done(journal.create(summary("t" + i, "/", 0, 1), List.of(entry(1))));
      done(journal.delete(new SessionId("t" + i)));
    }
    done(journal.delete(S));
    ask("UPDATE session SET deleted_at = deleted_at - 86400000 * 31 WHERE id <> 's'");
    Upkeep upkeep = upkeep("boot");

    rest(upkeep);
    assertEquals((long) Sweep.AT_ONCE, ask("SELECT count(*) FROM session WHERE purged_at > 0"));
    rest(upkeep);

    assertEquals((long) Sweep.AT_ONCE + 3, ask("SELECT count(*) FROM session WHERE purged_at > 0"));
    assertEquals(1L, ask("SELECT count(*) FROM event"));
    done(journal.catalogue().restore(S));
  }

  @Test
  void anInterruptedPurgeIsFinishedAndHasNoWayBack() throws Exception {
    created(3);
    done(journal.delete(S));
    ask("UPDATE session SET purged_at = 0");
    ask("DELETE FROM event WHERE key & 4294967295 = 1");

    refusal(journal.catalogue().restore(S));
    assertTrue(journal.catalogue().get(S).blockOptional(LIMIT).isEmpty());
    rest(upkeep("boot"));

    assertEquals(0L, ask("SELECT count(*) FROM event"));
    assertEquals(1L, ask("SELECT purged_at > 0 FROM session"));
  }

  @Test
  void anEphemeralSessionOfAnotherMachineGoesWhenItWasNotUsedForADay() throws Exception {
    Holder far = new Holder("far", "elsewhere", "there", "then", 1, "0");
    Traits ephemeral = Traits.of(SessionType.EPHEMERAL);
    long now = System.currentTimeMillis();
    for (int hours : List.of(23, 25)) {
      String id = "h" + hours;
      done(openAs(far).create(summary(id, "/", 0, 1), ephemeral, List.of(entry(1))));
      long then = now - Duration.ofHours(hours).toMillis();
      ask("UPDATE session SET updated_at = " + then + " WHERE id = '" + id + "'");
    }

    rest(upkeep(true, SELF));

    assertTrue(journal.catalogue().get(new SessionId("h25")).blockOptional(LIMIT).isEmpty());
    assertTrue(journal.catalogue().get(new SessionId("h23")).blockOptional(LIMIT).isPresent());
  }

  @Test
  void anEphemeralSessionGoesWithItsProcessAlsoIfThatWasKilled() throws Exception {
    Holder dead = new Holder("dead", SELF.host(), SELF.pidSpace(), "another boot", SELF.pid(), "0");
    Traits ephemeral = Traits.of(SessionType.EPHEMERAL);
    done(openAs(dead).create(summary("gone", "/", 0, 1), ephemeral, List.of(entry(1))));
    done(openAs(SELF).create(summary("living", "/", 0, 1), ephemeral, List.of(entry(1))));

    rest(upkeep(true, SELF));

    assertTrue(journal.catalogue().get(new SessionId("gone")).blockOptional(LIMIT).isEmpty());
    assertTrue(journal.catalogue().get(new SessionId("living")).blockOptional(LIMIT).isPresent());
  }
}
