package acp.tool;

import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Work that waits for a disk or a child process, kept off the threads that must not wait. */
public final class Blocking {
  private Blocking() {}

  /**
   * Does {@code work} on a bounded pool of daemon threads when subscribed to. Unsubscribing
   * interrupts it; what it comes to then, a failure too, is dropped without a word.
   */
  public static <T> Mono<T> call(Callable<T> work) {
    return Mono.fromCallable(() -> settle(work))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(settled -> settled);
  }

  /** A failure as a value, because one thrown after the end would be logged as lost. */
  private static <T> Mono<T> settle(Callable<T> work) {
    try {
      return Mono.just(work.call());
    } catch (Exception failure) {
      return Mono.error(failure);
    }
  }
}
