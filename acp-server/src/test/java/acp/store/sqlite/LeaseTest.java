package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.session.Busy;
import acp.session.Fenced;
import acp.session.Gone;
import acp.session.Journal.Append;
import acp.session.Journal.Lease;
import acp.session.JournalException;
import acp.session.Owner;
import acp.store.EventCodec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While a turn runs, nobody else appends; and nobody waits for the dead. */
class LeaseTest extends StoreFixture {
  private static final Holder SELF = Holder.self();

  @Test
  void whileATurnRunsOthersAreToldWhoIsAtWork() {
    created(1);
    done(journal.append(S, taking(1, 2)));
    SqliteJournal other = open(folder);

    for (Append refused : List.of(taking(2, 3), append(2, entries(3, 3)), taking(1, 2))) {
      Busy busy = assertInstanceOf(Busy.class, refusal(other.append(S, refused)));
      assertEquals(SELF.pid(), busy.owner().pid());
      assertEquals(SELF.host(), busy.owner().host());
      assertSays("working in another process (pid " + SELF.pid(), busy);
    }
    done(journal.append(S, append(2, entries(3, 3))));
    assertEquals(entries(1, 3), all(other, S, 0));
  }

  @Test
  void whenTheTurnHasEndedOthersMayGoOn() {
    created(1);
    done(journal.append(S, taking(1, 2)));
    done(journal.append(S, givingBack(2, 3)));

    done(open(folder).append(S, taking(3, 4)));

    assertInstanceOf(Busy.class, refusal(journal.append(S, taking(4, 5))));
  }

  @Test
  void anAppendThatIsRefusedTakesNoLease() {
    created(1);
    done(journal.append(S, append(1, entries(2, 2))));

    assertInstanceOf(Fenced.class, refusal(open(folder).append(S, taking(1, 2))));

    assertEquals(0L, ask("SELECT count(*) FROM lease"));
  }

  @Test
  void theOwnerIsSeenByOthersAndNotByItself() {
    created(1);
    Instant before = Instant.now().minusMillis(1);
    done(journal.append(S, taking(1, 2)));

    Owner owner = open(folder).owner(S).blockOptional(LIMIT).orElseThrow();

    assertEquals(SELF.pid(), owner.pid());
    assertTrue(owner.since().isAfter(before), owner.toString());
    assertTrue(journal.owner(S).blockOptional(LIMIT).isEmpty());
  }

  @Test
  void theLeaseOfAProcessThatIsGoneIsTakenAtOnce() throws Exception {
    assertTakenAtOnce(new Holder("a", SELF.host(), SELF.pidSpace(), SELF.boot(), deadPid(), "1"));
  }

  @Test
  void theLeaseOfAnEarlierProcessOfTheSamePidIsTakenAtOnce() {
    assertTakenAtOnce(
        new Holder("a", SELF.host(), SELF.pidSpace(), SELF.boot(), SELF.pid(), "not now"));
  }

  @Test
  void theLeaseFromBeforeTheMachineWasStartedAnewIsTakenAtOnce() {
    assertTakenAtOnce(
        new Holder("a", SELF.host(), SELF.pidSpace(), "then", SELF.pid(), SELF.started()));
  }

  private void assertTakenAtOnce(Holder dead) {
    created(1);
    done(openAs(dead).append(S, taking(1, 2)));

    assertTrue(journal.owner(S).blockOptional(LIMIT).isEmpty());
    done(journal.append(S, taking(2, 3)));

    assertEquals(SELF.pid(), open(folder).owner(S).blockOptional(LIMIT).orElseThrow().pid());
  }

  @Test
  void aProcessOnAnotherMachineIsWaitedForAMinute() {
    created(1);
    Holder elsewhere = new Holder("a", "elsewhere", SELF.pidSpace(), "boot", 1, "1");
    done(openAs(elsewhere).append(S, taking(1, 2)));

    Busy busy = assertInstanceOf(Busy.class, refusal(journal.append(S, taking(2, 3))));
    assertEquals("elsewhere", busy.owner().host());
    lastSeen(Duration.ofSeconds(59));
    assertInstanceOf(Busy.class, refusal(journal.append(S, taking(2, 3))));
    lastSeen(Duration.ofSeconds(61));

    done(journal.append(S, taking(2, 3)));
  }

  @Test
  void aProcessInAnotherContainerIsNotJudgedByItsPid() throws Exception {
    created(1);
    Holder contained = new Holder("a", SELF.host(), "pid:[1]", SELF.boot(), deadPid(), "1");
    done(openAs(contained).append(S, taking(1, 2)));

    assertInstanceOf(Busy.class, refusal(journal.append(S, taking(2, 3))));
  }

  @Test
  void aClockThatWasSetBackLocksNobodyOut() {
    created(1);
    Holder elsewhere = new Holder("a", "elsewhere", SELF.pidSpace(), "boot", 1, "1");
    done(openAs(elsewhere).append(S, taking(1, 2)));

    lastSeen(Duration.ofDays(-300));

    done(journal.append(S, taking(2, 3)));
  }

  @Test
  void whoComesBackFromTheDeadIsFenced() {
    created(1);
    Holder asleep = new Holder("a", "elsewhere", SELF.pidSpace(), "boot", 1, "1");
    SqliteJournal sleeper = openAs(asleep);
    done(sleeper.append(S, taking(1, 2)));
    lastSeen(Duration.ofMinutes(5));
    done(journal.append(S, taking(2, 3)));
    done(journal.append(S, givingBack(3, 4)));

    JournalException refused = refusal(sleeper.append(S, append(2, entries(3, 3))));

    assertInstanceOf(Fenced.class, refused);
    assertEquals(entries(1, 4), all(journal, S, 0));
  }

  @Test
  void aProcessThatSaysThatItLivesIsSeenAndStillWaitsForTheDisk() throws Exception {
    created(1);
    done(openAs(SELF).append(S, taking(1, 2)));
    lastSeen(Duration.ofSeconds(50));
    long before = (long) ask("SELECT seen_at FROM lease");
    Database database = new Database(folder, StoreOptions.USUAL, List::of);

    try (Connection connection = database.connect();
        Statement sql = connection.createStatement()) {
      new WriteConnection(connection, database.schema(), new EventCodec(), () -> SELF).beat();

      try (ResultSet row = sql.executeQuery("PRAGMA synchronous")) {
        assertEquals(2, row.getInt(1));
      }
    }
    assertTrue((long) ask("SELECT seen_at FROM lease") > before);
  }

  @Test
  void aLeaseIsReleasedWithoutAnEvent() {
    created(1);
    done(journal.append(S, taking(1, 2)));

    done(open(folder).release(S));
    assertEquals(1L, ask("SELECT count(*) FROM lease"));
    done(journal.release(S));

    assertEquals(0L, ask("SELECT count(*) FROM lease"));
  }

  @Test
  void aProcessThatEndsInOrderHoldsNothing() {
    created(1);
    done(journal.append(S, taking(1, 2)));

    journal.close();

    assertEquals(0L, ask("SELECT count(*) FROM lease"));
  }

  @Test
  void whileATurnRunsNobodyElseDeletesTheSession() {
    created(1);
    done(journal.append(S, taking(1, 2)));
    SqliteJournal other = open(folder);

    assertInstanceOf(Busy.class, refusal(other.delete(S)));
    assertInstanceOf(Busy.class, refusal(other.catalogue().purge(S)));

    done(journal.append(S, givingBack(2, 3)));
    assertEquals(entries(1, 3), all(other, S, 0));
    done(other.delete(S));
    assertInstanceOf(Gone.class, refusal(journal.append(S, append(3, entries(4, 4)))));
  }

  @Test
  void itsOwnerMayDeleteItInTheMiddleOfATurn() {
    created(1);
    done(journal.append(S, taking(1, 2)));

    done(journal.delete(S));

    assertInstanceOf(Gone.class, refusal(journal.append(S, append(2, entries(3, 3)))));
  }

  private void lastSeen(Duration ago) {
    ask("UPDATE lease SET seen_at = " + Instant.now().minus(ago).toEpochMilli());
  }

  private static long deadPid() throws Exception {
    Process child = new ProcessBuilder("true").start();
    child.waitFor();
    return child.pid();
  }

  private static Append taking(long after, long seq) {
    return new Append(after, entries(seq, seq), List.of(), null, Lease.TAKEN);
  }

  private static Append givingBack(long after, long seq) {
    return new Append(after, entries(seq, seq), List.of(), null, Lease.GIVEN_BACK);
  }
}
