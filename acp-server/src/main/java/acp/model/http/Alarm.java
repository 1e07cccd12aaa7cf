package acp.model.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/**
 * Rings once if what is awaited has not come in time. Of ringing and {@link #off} only the first
 * has an effect, whichever threads they come from.
 */
final class Alarm {
  private final AtomicInteger count = new AtomicInteger();

  /** The number of the wait that is under way; 0 when nothing is awaited. */
  private final AtomicInteger awaited = new AtomicInteger();

  private volatile Disposable timer = Disposables.disposed();

  /** Runs {@code ring} after {@code limit}, on a thread that must not be held up. */
  void set(Duration limit, Runnable ring) {
    int wait = count.incrementAndGet();
    awaited.set(wait);
    timer =
        Schedulers.parallel()
            .schedule(
                () -> {
                  if (awaited.compareAndSet(wait, 0)) {
                    ring.run();
                  }
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  /** It has come, or is not awaited any more. */
  void off() {
    awaited.set(0);
    timer.dispose();
  }
}
