package acp.model.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that keeps failing is left alone for a while, then tried by one. */
@Timeout(5)
class BreakersTest {
  private final Hands clock = new Hands();
  private final Breakers breakers = new Breakers(clock);

  /** A clock that is set by hand. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void fail(String provider, int times) {
    for (int i = 0; i < times; i++) {
      assertNull(breakers.refusal(provider));
      breakers.failed(provider, new IllegalStateException("down"));
      clock.forward(Duration.ofSeconds(31));
    }
  }

  @Test
  void afterFiveFailuresInARowItIsLeftAloneAndTheErrorSaysHowLong() {
    fail("openai", Breakers.FAILURES - 1);
    assertNull(breakers.refusal("openai"));
    breakers.failed("openai", new IllegalStateException("down"));
    clock.forward(Duration.ofSeconds(7));

    AcpException refusal = breakers.refusal("openai");

    assertNotNull(refusal);
    assertEquals(Fault.Kind.RESTING, Fault.of(refusal).kind());
    assertEquals(23L, refusal.data().get("retryAfterSeconds"));
    assertTrue(refusal.getMessage().endsWith("in 23 s"), refusal.getMessage());
  }

  @Test
  void othersAreNotLeftAloneWithIt() {
    fail("openai", Breakers.FAILURES);

    assertNull(breakers.refusal("anthropic"));
  }

  @Test
  void anAnswerInBetweenMeansThatItWorks() {
    fail("openai", Breakers.FAILURES - 1);
    breakers.answered("openai");
    fail("openai", 1);

    assertNull(breakers.refusal("openai"));
  }

  @Test
  void afterTheRestOneMayTryAndTheOthersWaitForIt() {
    fail("openai", Breakers.FAILURES);

    assertNull(breakers.refusal("openai"));
    assertNotNull(breakers.refusal("openai"));
    breakers.answered("openai");

    assertNull(breakers.refusal("openai"));
    assertNull(breakers.refusal("openai"));
  }

  @Test
  void aTrialThatFailsMeansAnotherRest() {
    fail("openai", Breakers.FAILURES);
    assertNull(breakers.refusal("openai"));

    breakers.failed("openai", new IllegalStateException("still down"));

    AcpException refusal = breakers.refusal("openai");
    assertNotNull(refusal);
    assertEquals(Breakers.REST.toSeconds(), refusal.data().get("retryAfterSeconds"));
  }

  @Test
  void aTrialThatIsWithdrawnLeavesThePlaceToTheNext() {
    fail("openai", Breakers.FAILURES);
    assertNull(breakers.refusal("openai"));

    breakers.withdrawn("openai");

    assertNull(breakers.refusal("openai"));
  }
}
