package acp.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request being served, as its handler and its canceller meet. */
@Timeout(20)
class ServingTest {

  @Test
  void onlyOneOfManyMayAnswer() throws Exception {
    for (int round = 0; round < 200; round++) {
      Serving serving = new Serving(new RequestId("1"));
      AtomicInteger answers = new AtomicInteger();
      CyclicBarrier start = new CyclicBarrier(3);
      Runnable answerer =
          () -> {
            try {
              start.await();
            } catch (Exception broken) {
              throw new AssertionError(broken);
            }
            if (serving.claim()) {
              answers.incrementAndGet();
            }
          };

      Thread worker = Thread.ofPlatform().start(answerer);
      Thread canceller = Thread.ofPlatform().start(answerer);
      start.await();
      worker.join();
      canceller.join();

      assertEquals(1, answers.get());
    }
  }

  @Test
  void aCancelIsLeftToUsUnlessTheHandlerListens() {
    Serving deaf = new Serving(new RequestId("1"));
    Serving listening = new Serving(new RequestId("2"));
    var heard =
        Serving.cancelled()
            .contextWrite(context -> context.put(Serving.class, listening))
            .toFuture();

    boolean ours = deaf.cancel();
    boolean theirs = !listening.cancel();

    assertTrue(ours);
    assertTrue(theirs);
    assertTrue(heard.isDone());
  }

  @Test
  void whereNoRequestIsServedNothingIsCancelled() {
    var heard = Serving.cancelled().toFuture();

    assertFalse(heard.isDone());
    assertTrue(Serving.requestId().toFuture().isDone());
  }
}
