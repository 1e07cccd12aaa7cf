package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** A clock that is set back while a session is worked on. */
@Timeout(20)
class ClockTest {
  private static final Outcome DONE = Outcome.stopped(Outcome.Reason.END_TURN);
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Rig rig = new Rig(_ -> Mono.just(DONE), new SetClock());

  @Test
  void theOrderOfTurnsAndTheirIdsStand() {
    Session session = rig.open();
    rig.prompt(session, "one");
    now.set(NOON.minus(Duration.ofDays(1)));
    rig.prompt(session, "two");
    now.set(NOON.plus(Duration.ofDays(1)));
    rig.prompt(session, "three");

    List<String> turns =
        rig.journaled(session.id()).stream()
            .filter(Event.PromptAccepted.class::isInstance)
            .map(event -> ((Event.PromptAccepted) event).turn().value())
            .toList();
    Rig.Seen seen = new Rig.Seen();
    session.replay("new", seen).block(Rig.LIMIT);

    assertEquals(3, turns.size());
    assertEquals(turns.stream().sorted().toList(), turns);
    assertEquals(rig.journaled(session.id()), seen.events());
    assertTrue(session.state().turn() == null, "no turn is left open");
  }

  private final class SetClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
