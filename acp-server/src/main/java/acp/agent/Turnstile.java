package acp.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Lets one through at a time, in the order in which they came. Whoever gives up waiting leaves the
 * queue. Lives as long as a turn, and is thread-safe.
 */
final class Turnstile {
  private static final Object PASS = new Object();

  private final Deque<MonoSink<Object>> waiting = new ArrayDeque<>();
  private boolean taken;

  /** Does it when it is its turn; the next may go when it is done, has failed, or was cancelled. */
  <T> Mono<T> pass(Supplier<Mono<T>> work) {
    return Mono.usingWhen(
        Mono.create(this::enter), _ -> work.get(), _ -> Mono.fromRunnable(this::leave));
  }

  private void enter(MonoSink<Object> comer) {
    comer.onCancel(() -> giveUp(comer));
    if (isFirst(comer)) {
      comer.success(PASS);
    }
  }

  private synchronized boolean isFirst(MonoSink<Object> comer) {
    if (taken) {
      waiting.add(comer);
      return false;
    }
    taken = true;
    return true;
  }

  private synchronized void giveUp(MonoSink<Object> comer) {
    waiting.remove(comer);
  }

  private void leave() {
    MonoSink<Object> next = next();
    if (next != null) {
      next.success(PASS);
    }
  }

  private synchronized @Nullable MonoSink<Object> next() {
    MonoSink<Object> next = waiting.poll();
    taken = next != null;
    return next;
  }
}
