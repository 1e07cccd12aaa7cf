package acp.rpc;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A request of the other end while it is being served. A handler finds its own in the context of
 * its Mono, by the static methods here.
 */
public final class Serving {
  private final RequestId id;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final Sinks.Empty<Void> cancel = Sinks.empty();
  private volatile boolean heeded;
  private volatile boolean cancelled;
  private @Nullable Disposable handling;

  Serving(RequestId id) {
    this.id = id;
  }

  /**
   * Completes when the other end cancels the request that the subscriber serves. Who subscribes
   * takes the answer upon himself: the handler then has to end soon, with a result of its choice. A
   * handler that never subscribes is cancelled and the request is answered as cancelled. Completes
   * on the reading thread; never, where no request is served.
   */
  public static Mono<Void> cancelled() {
    return Mono.deferContextual(
        context ->
            context.hasKey(Serving.class)
                ? context.<Serving>get(Serving.class).heed()
                : Mono.never());
  }

  /** The id of the request that the subscriber serves; empty where none is served. */
  public static Mono<RequestId> requestId() {
    return Mono.deferContextual(
        context ->
            context.hasKey(Serving.class)
                ? Mono.just(context.<Serving>get(Serving.class).id)
                : Mono.empty());
  }

  private Mono<Void> heed() {
    heeded = true;
    return cancel.asMono();
  }

  RequestId id() {
    return id;
  }

  /** True for the first caller only: the one that may answer. */
  boolean claim() {
    return answered.compareAndSet(false, true);
  }

  /** Keeps what {@link #cancel} disposes of. On the reading thread, as that is. */
  void handledBy(Disposable handling) {
    this.handling = handling;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Tells the handler; true if it leaves the answer to us, and is stopped by now. */
  boolean cancel() {
    cancelled = true;
    if (heeded) {
      // Not emitted means it has been before: a second cancel of one request.
      cancel.tryEmitEmpty();
      return false;
    }
    if (handling != null) {
      handling.dispose();
    }
    return true;
  }
}
