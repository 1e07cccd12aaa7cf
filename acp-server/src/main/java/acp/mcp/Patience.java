package acp.mcp;

import java.time.Duration;

/**
 * How long servers are waited for.
 *
 * @param turn how long a turn waits for a server that is being connected, counted from when that
 *     began
 * @param connect how long connecting may take; it goes on while turns no longer wait, because what
 *     is started for the first time may have to be downloaded first
 * @param call how long one call may take
 * @param retry how long one that could not be connected is left alone; twice as long each time
 */
record Patience(Duration turn, Duration connect, Duration call, Duration retry) {
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5));
}
