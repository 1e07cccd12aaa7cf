package acp.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Order, bounds and end of what is sent. */
@Timeout(20)
class OutboxTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final ObjectMapper mapper = new ObjectMapper();
  private final FakeWire wire = new FakeWire();
  private final Undeliverable undeliverable = new Undeliverable();
  private final Outbox outbox =
      new Outbox(wire, new Mapping(() -> mapper), undeliverable, 10_000, 20_000);

  @AfterEach
  void close() {
    wire.allow(1_000_000);
    outbox.close(LONG);
  }

  @Test
  void messagesAreLinesWithTheVersionFirst() {
    outbox.put(new Notification("m", Map.of("a", "ü\n\uD83D\uDE00")));
    outbox.put(new Outgoing.Response(new RequestId("1.0"), null));
    outbox.put(new Outgoing.Response(new RequestId("\"x\""), List.of(1)));
    outbox.put(new Outgoing.Call(new RequestId("7"), "q", Map.of()));
    outbox.put(new Outgoing.Withdrawal(new RequestId("7")));
    outbox.put(
        new Outgoing.Failure(
            new RequestId("null"), -32603, "No", Map.of("path", List.of(1, true, "p", 1.5))));

    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"a\":\"ü\\n\uD83D\uDE00\"}}",
        wire.next());
    assertEquals("{\"jsonrpc\":\"2.0\",\"id\":1.0,\"result\":{}}", wire.next());
    assertEquals("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":[1]}", wire.next());
    assertEquals("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"q\",\"params\":{}}", wire.next());
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancel_request\",\"params\":{\"requestId\":7}}",
        wire.next());
    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32603,\"message\":\"No\","
            + "\"data\":{\"path\":[1,true,\"p\",1.5]}}}",
        wire.next());
  }

  /** Says, when it is rendered, how often what was before has been flushed. */
  public record Late(AtomicInteger flushes) {
    @JsonValue
    public int flushed() {
      return flushes.get();
    }
  }

  @Test
  void aResponseDoesNotWaitForWhatIsBehindIt() {
    Map<String, Object> late = Map.of("flushed", new Late(wire.flushes));
    var behind = new Notification("m", late);
    warm();

    outbox.put(new Outgoing.Response(new RequestId("1"), late), List.of(behind, behind));

    int before = Integer.parseInt(wire.next().replaceAll(".*:(\\d+)}}", "$1"));
    assertTrue(wire.next().endsWith("{\"flushed\":" + (before + 1) + "}}"));
    assertTrue(wire.next().endsWith("{\"flushed\":" + (before + 1) + "}}"));
  }

  @Test
  void noneOfTheFirstMessagesWaitsForThoseBehindIt() {
    var behind = new Notification("m", Map.of("flushed", new Late(wire.flushes)));

    outbox.put(new Notification("m", Map.of()), List.of(behind, behind));

    wire.next();
    assertTrue(wire.next().endsWith("{\"flushed\":1}}"));
    assertTrue(wire.next().endsWith("{\"flushed\":2}}"));
  }

  /** Leaves the first messages behind. */
  private void warm() {
    for (int i = 0; i < Outbox.EARLY; i++) {
      outbox.put(new Notification("m", Map.of()));
    }
    for (int i = 0; i < Outbox.EARLY; i++) {
      wire.next();
    }
  }

  @Test
  void aLoneSurrogateGoesOutAsTheReplacementCharacter() {
    Map<String, Object> params =
        Map.of("k\uDC00", List.of("a\uD83Db", "\uDE00", "ok\uD83D\uDE00\uD83D"));

    outbox.put(new Notification("m", params));
    outbox.put(new Notification("n", mapper.valueToTree(params)));

    String expected = "{\"k\uFFFD\":[\"a\uFFFDb\",\"\uFFFD\",\"ok\uD83D\uDE00\uFFFD\"]}}";
    assertTrue(wire.next().endsWith(expected));
    assertTrue(wire.next().endsWith(expected));
  }

  @Test
  void eachProducersOrderIsKept() throws InterruptedException {
    int producers = 8;
    int each = 5_000;
    for (int p = 0; p < producers; p++) {
      int producer = p;
      new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  Notification note = new Notification("m", Map.of("p", producer, "i", i));
                  if (i % 3 == 0) {
                    outbox.put(note);
                  } else {
                    outbox.offer(note).block(LONG);
                  }
                }
              })
          .start();
    }

    Map<String, Integer> last = new HashMap<>();
    for (int n = 0; n < producers * each; n++) {
      String frame = wire.next();
      String producer = frame.replaceAll(".*\"p\":(\\d+).*", "$1");
      int number = Integer.parseInt(frame.replaceAll(".*\"i\":(\\d+).*", "$1"));
      assertEquals(last.getOrDefault(producer, -1) + 1, number);
      last.put(producer, number);
    }
    assertEquals(0, wire.pending());
  }

  @Test
  void anAnswerAndWhatFollowsItStayTogether() throws InterruptedException {
    CountDownLatch noise = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                outbox.put(new Notification("noise", Map.of()));
                noise.countDown();
              }
            });
    other.start();
    noise.await(10, TimeUnit.SECONDS);
    for (int i = 0; i < 100; i++) {
      outbox.put(
          new Outgoing.Response(new RequestId("1"), null),
          List.of(new Notification("next", Map.of()), new Notification("last", Map.of())));
    }
    other.join();
    outbox.close(LONG);

    List<String> frames = new ArrayList<>();
    while (wire.pending() > 0) {
      frames.add(wire.next());
    }
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).contains("\"result\"")) {
        assertTrue(frames.get(i + 1).contains("next"));
        assertTrue(frames.get(i + 2).contains("last"));
      }
    }
    assertEquals(20_300, frames.size());
  }

  @Test
  void anOfferWaitsForRoomAndAResponseDoesNot() throws InterruptedException {
    wire.stick();
    CountDownLatch room = new CountDownLatch(1);

    Mono<Void> fits = outbox.offer(new Notification("a", Map.of(), 6_000));
    Mono<Void> over = outbox.offer(new Notification("b", Map.of(), 6_000));
    over.subscribe(done -> {}, failure -> {}, room::countDown);
    outbox.put(new Outgoing.Response(new RequestId("1"), null));

    fits.block(LONG);
    assertEquals(1, room.getCount());
    wire.allow(3);
    assertTrue(room.await(10, TimeUnit.SECONDS));
    assertTrue(wire.next().contains("\"a\""));
    assertTrue(wire.next().contains("\"b\""));
    assertTrue(wire.next().contains("\"result\""));
  }

  @Test
  void aWaiterThatFailsDoesNotEndTheSending() {
    wire.stick();
    outbox
        .offer(new Notification("a", Map.of(), 12_000))
        .subscribe(
            done -> {},
            failure -> {},
            () -> {
              throw new StackOverflowError();
            });

    wire.allow(2);
    wire.next();
    outbox.put(new Notification("b", Map.of()));

    assertTrue(wire.next().contains("\"b\""));
  }

  @Test
  void theReaderWaitsOnlyAboveTheLimit() throws InterruptedException {
    wire.stick();
    CountDownLatch free = new CountDownLatch(1);
    for (int i = 0; i < 40; i++) { // 512 each: above the 20,000 of the limit
      outbox.put(new Outgoing.Response(new RequestId("1"), null));
      if (i == 38) {
        outbox.awaitRoom();
      }
    }

    Thread reader =
        new Thread(
            () -> {
              outbox.awaitRoom();
              free.countDown();
            });
    reader.start();
    awaitState(reader, Thread.State.WAITING);

    assertEquals(1, free.getCount());
    wire.allow(40);
    assertTrue(free.await(10, TimeUnit.SECONDS));
  }

  @Test
  void closingWritesWhatIsQueuedAndNothingLater() {
    for (int i = 0; i < 1_000; i++) {
      outbox.put(new Notification("m", Map.of("i", i)));
    }

    boolean all = outbox.close(LONG);
    outbox.put(new Notification("late", Map.of()));

    assertTrue(all);
    assertEquals(1_000, wire.pending());
  }

  @Test
  void closingGivesUpAStuckReader() {
    wire.stick();
    outbox.put(new Notification("m", Map.of()));
    Mono<Void> room = outbox.offer(new Notification("m", Map.of(), 100_000));

    boolean all = outbox.close(Duration.ofMillis(50));

    assertFalse(all);
    room.block(LONG);
  }

  @Test
  void aBrokenPipeIsToldOnceAndNobodyWaits() {
    wire.stick();
    outbox.put(new Notification("m", Map.of()));
    Mono<Void> room = outbox.offer(new Notification("m", Map.of(), 100_000));

    wire.breakOff();

    room.block(LONG);
    undeliverable.broken().block(LONG);
    outbox.offer(new Notification("m", Map.of(), 100_000)).block(LONG);
    outbox.putFirst(new Notification("m", Map.of()));
    assertTrue(outbox.close(LONG));
    assertEquals(0, wire.pending());
  }

  @Test
  void whatCannotBeRenderedDoesNotStopTheRest() {
    Object unrenderable = new Object();

    outbox.put(new Notification("m", Map.of("a", unrenderable)));
    outbox.put(new Outgoing.Response(new RequestId("5"), Map.of("a", unrenderable)));
    outbox.put(new Notification("n", Map.of()));

    String failure = wire.next();
    assertTrue(failure.startsWith("{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32603,"));
    assertFalse(failure.contains("Object"), failure);
    assertTrue(wire.next().contains("\"n\""));
  }

  @Test
  void theFirstAnswersNeedNoThread() {
    outbox.putFirst(new Outgoing.Response(new RequestId("1"), null));
    int direct = wire.pending();
    outbox.put(new Notification("m", Map.of()));
    outbox.putFirst(new Outgoing.Response(new RequestId("2"), null));

    assertEquals(1, direct);
    assertTrue(wire.next().contains("\"id\":1"));
    assertTrue(wire.next().contains("\"m\""));
    assertTrue(wire.next().contains("\"id\":2"));
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      Thread.onSpinWait();
    }
  }
}
