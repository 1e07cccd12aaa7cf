package acp.model;

import java.time.Duration;

/**
 * How long a model's server is waited for.
 *
 * @param connect until the connection stands
 * @param firstByte from sending the request until the first byte of the answer; long, because a
 *     local server loads its model and a reasoning model thinks before it speaks
 * @param idle between two pieces of an answer that has begun; time in which nobody asked for more
 *     does not count
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle) {

  /** What suits most servers: 10 s, 5 min and 2 min. */
  public static final Timeouts USUAL =
      new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(2));

  public Timeouts {
    if (!connect.isPositive() || !firstByte.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException("timeouts are positive");
    }
  }
}
