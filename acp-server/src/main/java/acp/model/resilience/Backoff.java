package acp.model.resilience;

import java.time.Duration;
import java.util.Optional;

/**
 * How often and after what pauses a model is asked again. The pauses double, and half of each is
 * left to chance, so that those who failed together do not come back together.
 *
 * @param retries how often at most; 0 for never
 * @param first the first pause, at most
 * @param longest no pause is longer
 */
public record Backoff(int retries, Duration first, Duration longest) {
  /** What suits most providers: five times, from 1 s up to a minute. */
  public static final Backoff USUAL = usual(5);

  /** A request is not repeated when this much time has passed since it was first made. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public Backoff {
    if (retries < 0 || !first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("a backoff of " + retries + ", " + first + ", " + longest);
    }
  }

  /** The usual pauses, so often. */
  public static Backoff usual(int retries) {
    return new Backoff(retries, Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  /**
   * How long to wait before the model is asked again; empty if it is not to be asked again.
   *
   * @param done how often it was asked again already
   * @param spent how long ago it was first asked
   * @param wanted how long its server wants to be left alone. Longer than the longest pause means
   *     that nobody should sit and wait for it
   * @param chance from 0 to 1
   */
  public Optional<Duration> pause(int done, Duration spent, Duration wanted, double chance) {
    if (done >= retries || spent.compareTo(PATIENCE) > 0 || wanted.compareTo(longest) > 0) {
      return Optional.empty();
    }
    long whole = Math.min(longest.toNanos(), first.toNanos() * (1L << Math.min(done, 20)));
    Duration pause = Duration.ofNanos(whole / 2 + (long) (whole / 2.0 * chance));
    return Optional.of(pause.compareTo(wanted) > 0 ? pause : wanted);
  }
}
