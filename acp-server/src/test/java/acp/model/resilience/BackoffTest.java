package acp.model.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The pauses double up to a minute, half of each by chance, and a server's own wish counts more.
 */
@Timeout(5)
class BackoffTest {
  private static final Duration NONE = Duration.ZERO;

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void pausesDouble() {
    List<Long> longest =
        IntStream.range(0, 5)
            .mapToObj(done -> Backoff.USUAL.pause(done, NONE, NONE, 1.0))
            .map(pause -> pause.orElseThrow().toSeconds())
            .toList();

    assertEquals(List.of(1L, 2L, 4L, 8L, 16L), longest);
  }

  @Test
  void halfOfAPauseIsLeftToChance() {
    assertEquals(Optional.of(seconds(4)), Backoff.USUAL.pause(3, NONE, NONE, 0));
    assertEquals(Optional.of(seconds(6)), Backoff.USUAL.pause(3, NONE, NONE, 0.5));
  }

  @Test
  void noPauseIsLongerThanTheLongest() {
    Backoff often = Backoff.usual(100);

    assertEquals(Optional.of(seconds(60)), often.pause(50, NONE, NONE, 1));
    assertEquals(Optional.of(seconds(60)), often.pause(99, NONE, NONE, 1));
  }

  @Test
  void theServersWishIsHonouredWhereItIsLonger() {
    assertEquals(Optional.of(seconds(20)), Backoff.USUAL.pause(0, NONE, seconds(20), 1));
    assertEquals(Optional.of(seconds(16)), Backoff.USUAL.pause(4, NONE, seconds(2), 1));
  }

  @Test
  void nobodyWaitsForAServerThatWantsMoreThanTheLongest() {
    assertEquals(Optional.empty(), Backoff.USUAL.pause(0, NONE, seconds(61), 1));
  }

  @Test
  void afterTheLastRetryThereIsNone() {
    assertEquals(Optional.empty(), Backoff.USUAL.pause(5, NONE, NONE, 1));
    assertEquals(Optional.empty(), Backoff.usual(0).pause(0, NONE, NONE, 1));
  }

  @Test
  void aServerThatAnswersAfterMinutesIsNotAskedForEver() {
    assertEquals(Optional.empty(), Backoff.USUAL.pause(1, seconds(601), NONE, 1));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Backoff(-1, seconds(1), seconds(1)));
    assertThrows(IllegalArgumentException.class, () -> new Backoff(1, NONE, seconds(1)));
    assertThrows(IllegalArgumentException.class, () -> new Backoff(1, seconds(2), seconds(1)));
  }
}
