package acp.model.resilience;

import static java.util.Objects.requireNonNull;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a provider alone that keeps failing: after {@link #FAILURES} requests in a row that failed
 * with all their repetitions, what is asked of it fails at once for {@link #REST}; then one request
 * may try whether it works again. For all sessions of the process together. Thread-safe.
 *
 * <p>Nothing is kept, and nothing of the library loaded, for a provider that has not failed.
 */
public final class Breakers {
  /** The {@code kind} of the failure that says so. */
  static final String RESTING = "resting";

  static final int FAILURES = 5;
  static final Duration REST = Duration.ofSeconds(30);

  /** Long enough for so many failures of one session, each of which may take half a minute. */
  private static final int WINDOW_SECONDS = 300;

  private final Clock clock;
  private final Map<String, Provider> failing = new ConcurrentHashMap<>();

  public Breakers(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Asks whether a provider may be asked now. Whoever got a yes says later how it went, by one of
   * the three methods below.
   *
   * @return null for yes; else the failure to be told, which says when it will be tried again
   */
  public @Nullable AcpException refusal(String provider) {
    Provider known = failing.get(provider);
    return known == null || known.breaker.tryAcquirePermission() ? null : known.refusal(clock);
  }

  /** It answered. */
  public void answered(String provider) {
    Provider known = failing.get(provider);
    if (known != null) {
      known.breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }
  }

  /** It failed in a way that may pass, however often it was asked. */
  public void failed(String provider, Throwable why) {
    failing.computeIfAbsent(provider, name -> new Provider(name, clock)).failed(why, clock);
  }

  /** It is not known whether it works: the request was withdrawn, or was not fit to be answered. */
  public void withdrawn(String provider) {
    Provider known = failing.get(provider);
    if (known != null) {
      known.breaker.releasePermission();
    }
  }

  private static final class Provider {
    private final String name;
    private final CircuitBreaker breaker;
    private volatile Instant resting = Instant.MIN;

    Provider(String name, Clock clock) {
      this.name = name;
      this.breaker =
          CircuitBreaker.of(
              name,
              CircuitBreakerConfig.custom()
                  .slidingWindow(WINDOW_SECONDS, FAILURES, SlidingWindowType.TIME_BASED)
                  .failureRateThreshold(100)
                  .waitDurationInOpenState(REST)
                  .permittedNumberOfCallsInHalfOpenState(1)
                  .currentTimestampFunction(_ -> clock.millis(), TimeUnit.MILLISECONDS)
                  .clock(clock)
                  .build());
    }

    void failed(Throwable why, Clock clock) {
      breaker.onError(0, TimeUnit.NANOSECONDS, why);
      if (breaker.getState() == CircuitBreaker.State.OPEN) {
        resting = clock.instant().plus(REST);
      }
    }

    AcpException refusal(Clock clock) {
      long left =
          Math.max(1, Math.ceilDiv(Duration.between(clock.instant(), resting).toMillis(), 1000));
      return new AcpException(
          ErrorCode.INTERNAL_ERROR,
          "The model server of "
              + name
              + " has failed again and again, and is left alone for now. It can be asked again in "
              + left
              + " s",
          Map.of("provider", name, "kind", RESTING, "retryAfterSeconds", left));
    }
  }
}
