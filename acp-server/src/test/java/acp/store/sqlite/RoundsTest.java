package acp.store.sqlite;

import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.session.Journal.Append;
import acp.session.Journal.Lease;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** When the writer does what besides writing. */
@Timeout(20)
class RoundsTest {
  private final AtomicInteger rests = new AtomicInteger();
  private final AtomicInteger connects = new AtomicInteger();
  private final Rounds rounds = new Rounds(rests::incrementAndGet);

  @Test
  void nothingIsDueWhereNothingWasWritten() {
    assertEquals(Long.MAX_VALUE, rounds.dueIn(System.nanoTime()));
  }

  @Test
  void thereIsRestOnceAWhileAfterTheLastWrite() throws Exception {
    long now = System.nanoTime();
    rounds.wrote(now);
    rounds.wrote(now + 1_000);

    assertEquals(Rounds.REST.toNanos() + 1_000, rounds.dueIn(now));
    walk(now + Rounds.REST.toNanos() + 1_000);
    walk(now + 2 * Rounds.REST.toNanos());

    assertEquals(1, rests.get());
    assertEquals(Long.MAX_VALUE, rounds.dueIn(now));
  }

  @Test
  void whileALeaseIsHeldTheProcessSaysThatItLives() {
    long now = System.nanoTime();
    rounds.begins(append(Lease.TAKEN));
    rounds.done(append(Lease.TAKEN));

    assertTrue(rounds.dueIn(now) <= Holder.BEAT.plusSeconds(1).toNanos());
    walk(now + 2 * Holder.BEAT.toNanos());

    assertEquals(1, connects.get());
    assertEquals(0, rests.get());
    rounds.done(append(Lease.GIVEN_BACK));
    assertFalse(rounds.holdsLeases());
    assertEquals(Long.MAX_VALUE, rounds.dueIn(now));
  }

  @Test
  void aLeaseThatWasRefusedIsNotHeld() {
    rounds.begins(append(Lease.TAKEN));

    rounds.refused(append(Lease.TAKEN));

    assertFalse(rounds.holdsLeases());
  }

  @Test
  void aTurnIsNoRest() {
    long now = System.nanoTime();
    rounds.begins(append(Lease.TAKEN));
    rounds.wrote(now);

    walk(now + Rounds.REST.toNanos());

    assertEquals(0, rests.get());
  }

  @Test
  void aLeaseThatCouldNotBeGivenBackIsTriedAgain() {
    long now = System.nanoTime();
    Write.Release release = new Write.Release(S, sink());
    rounds.begins(append(Lease.TAKEN));

    rounds.failed(release);

    assertTrue(rounds.dueIn(now) < Long.MAX_VALUE);
    rounds.done(release);
    assertEquals(Long.MAX_VALUE, rounds.dueIn(now));
  }

  /** Does what is due, where connecting fails. */
  private void walk(long now) {
    try {
      rounds.walk(
          now,
          () -> {
            connects.incrementAndGet();
            throw new SQLException("no store here");
          });
    } catch (SQLException e) {
      assertEquals("no store here", e.getMessage());
    }
  }

  private static Write append(Lease lease) {
    return new Write.Addition(S, new Append(1, entries(2, 2), List.of(), null, lease), sink());
  }

  private static MonoSink<Void> sink() {
    AtomicReference<MonoSink<Void>> made = new AtomicReference<>();
    Mono.<Void>create(made::set).subscribe();
    return made.get();
  }
}
