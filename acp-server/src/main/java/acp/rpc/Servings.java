package acp.rpc;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The requests being served: each is answered exactly once, by its handler or by us. */
final class Servings {
  private static final Answer<Object> NOTHING = new Answer<>(null, List.of());

  private final ConcurrentHashMap<RequestId, Serving> table = new ConcurrentHashMap<>();
  private final Outbox outbox;

  // Guarded by this.
  private int open;
  private Sinks.@Nullable Empty<Void> idle;

  Servings(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Starts to serve a request and returns. On the reading thread, as {@link #cancel}. */
  void serve(Message.Request request, Handlers handlers) {
    Serving serving = new Serving(request.id());
    if (table.putIfAbsent(request.id(), serving) != null) {
      outbox.put(
          Failures.of(
              request.id(), ErrorCode.INVALID_REQUEST, "A request of this id is being served"));
      return;
    }
    synchronized (this) {
      open++;
    }
    String method = request.method();
    try {
      serving.handledBy(
          handlers
              .call(method, request.params())
              .cast(Object.class)
              .defaultIfEmpty(NOTHING)
              .contextWrite(context -> context.put(Serving.class, serving))
              .subscribe(
                  value -> answer(serving, value), failure -> fail(serving, method, failure)));
    } catch (Throwable failure) {
      // Errors as well: one handler's overflow must not end the conversation.
      fail(serving, method, failure);
    }
  }

  /**
   * Passes on that the other end no longer wants an answer. Unknown and answered ids are nothing.
   */
  void cancel(RequestId id) {
    Serving serving = table.get(id);
    if (serving != null && stop(serving)) {
      settle(
          serving,
          Failures.of(id, ErrorCode.REQUEST_CANCELLED, ErrorCode.REQUEST_CANCELLED.message()),
          List.of());
    }
  }

  /** Tells the handler of the cancel; true if the answer is ours. */
  private static boolean stop(Serving serving) {
    try {
      return serving.cancel();
    } catch (Throwable fault) {
      Incidents.record("cancelling", fault);
      return true;
    }
  }

  /** Whether nothing is being served. */
  synchronized boolean isIdle() {
    return open == 0;
  }

  /** Completes when nothing is being served and every answer has been queued. */
  Mono<Void> drained() {
    return Mono.defer(this::idle);
  }

  private synchronized Mono<Void> idle() {
    if (open == 0) {
      return Mono.empty();
    }
    if (idle == null) {
      idle = Sinks.empty();
    }
    return idle.asMono();
  }

  private void answer(Serving serving, Object value) {
    if (value instanceof Answer<?> answer) {
      settle(serving, new Outgoing.Response(serving.id(), answer.result()), answer.next());
    } else {
      settle(serving, new Outgoing.Response(serving.id(), value), List.of());
    }
  }

  private void fail(Serving serving, String method, Throwable thrown) {
    Throwable failure = Exceptions.unwrap(thrown);
    boolean aborted = serving.isCancelled() && !(failure instanceof AcpException);
    // What breaks off after a cancel is the cancel, not a fault.
    settle(
        serving,
        aborted
            ? Failures.of(
                serving.id(), ErrorCode.REQUEST_CANCELLED, ErrorCode.REQUEST_CANCELLED.message())
            : Failures.of(serving.id(), method, failure),
        List.of());
  }

  /** Answers, if nobody has. The id is free again before the client can see the answer. */
  private void settle(Serving serving, Outgoing answer, List<Notification> next) {
    if (!serving.claim()) {
      return;
    }
    table.remove(serving.id(), serving);
    outbox.put(answer, next);
    Sinks.Empty<Void> waiters = null;
    synchronized (this) {
      if (--open == 0) {
        waiters = idle;
        idle = null;
      }
    }
    if (waiters != null) {
      // Told once; the result of a second time would be of no use.
      waiters.tryEmitEmpty();
    }
  }
}
