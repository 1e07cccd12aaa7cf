package acp.mcp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long servers are waited for.
 *
 * @param turn how long a turn waits for a server that is being connected, counted from when that
 *     began; and a call for one that is being started again
 * @param connect how long connecting may take; it goes on while turns no longer wait, because what
 *     is started for the first time may have to be downloaded first
 * @param call how long one call may take, without the time that the user is asked in it
 * @param retry how long one that could not be connected is left alone; twice as long each time
 * @param restart how long after it was lost a server is started again; twice as long each time
 * @param proof how long a server that something went wrong with has to show that it is there; and
 *     how often one is asked for that which else could be gone in silence
 * @param steady how long a server must have worked for its past losses to be forgotten
 */
record Patience(
    Duration turn,
    Duration connect,
    Duration call,
    Duration retry,
    Duration restart,
    Duration proof,
    Duration steady) {
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1));

  /** The same with another time for calls; null to leave it. */
  Patience withCall(@Nullable Duration other) {
    return other == null ? this : new Patience(turn, connect, other, retry, restart, proof, steady);
  }
}
