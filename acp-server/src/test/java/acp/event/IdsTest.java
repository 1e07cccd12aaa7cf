package acp.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ids are UUIDs of version 7 that ascend, whatever the clock does. */
@Timeout(20)
class IdsTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123Z");

  private static Ids at(InstantSource source) {
    return new Ids(source.withZone(ZoneOffset.UTC));
  }

  private static List<String> take(Ids ids, int count) {
    return IntStream.range(0, count).mapToObj(_ -> ids.next()).toList();
  }

  private static void assertAscending(List<String> made) {
    for (int i = 1; i < made.size(); i++) {
      String before = made.get(i - 1);
      String after = made.get(i);
      assertTrue(before.compareTo(after) < 0, () -> before + " is not before " + after);
    }
  }

  @Test
  void anIdIsAUuidOfVersion7ThatHoldsTheTime() {
    Ids ids = at(InstantSource.fixed(NOON));

    String id = ids.next();

    assertTrue(id.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    UUID read = UUID.fromString(id);
    assertEquals(7, read.version());
    assertEquals(2, read.variant());
    assertEquals(NOON.toEpochMilli(), read.getMostSignificantBits() >>> 16);
  }

  @Test
  void idsAscendWhileTheClockStandsStill() {
    Ids ids = at(InstantSource.fixed(NOON));

    List<String> made = take(ids, 20_000);

    assertAscending(made);
  }

  @Test
  void idsAscendWhenTheClockJumpsBack() {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    Ids ids = at(now::get);
    List<String> made = new ArrayList<>(take(ids, 10));

    now.set(NOON.minus(Duration.ofHours(1)));
    made.addAll(take(ids, 10));
    now.set(NOON.plusMillis(1));
    made.addAll(take(ids, 10));

    assertAscending(made);
  }

  @Test
  void idsOfManyThreadsAreAllDifferentAndAscendInEach() throws Exception {
    Ids ids = new Ids(Clock.systemUTC());
    List<Future<List<String>>> takers = new ArrayList<>();

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        takers.add(threads.submit(() -> take(ids, 20_000)));
      }
    }

    Set<String> all = new HashSet<>();
    for (Future<List<String>> taker : takers) {
      assertAscending(taker.get());
      all.addAll(taker.get());
    }
    assertEquals(80_000, all.size());
  }

  @Test
  void twoMakersAtOneMomentDoNotMeet() {
    Set<String> all = new HashSet<>(take(at(InstantSource.fixed(NOON)), 5_000));

    all.addAll(take(at(InstantSource.fixed(NOON)), 5_000));

    assertEquals(10_000, all.size());
  }
}
