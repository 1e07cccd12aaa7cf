package acp.rpc;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Where the outbox tells what it could not send, on the sending thread. An answer that cannot be
 * rendered is still an answer owed; a question that cannot be is one nobody will answer.
 */
final class Undeliverable {
  private @Nullable Asks asks;

  // Guarded by this. The signal is made on demand, for a start is without Reactor.
  private boolean broken;
  private Sinks.@Nullable Empty<Void> signal;

  /** Tells where questions are kept; before anything is sent. */
  void attach(Asks asks) {
    this.asks = asks;
  }

  /** What is sent in place of a message that cannot be rendered; null for nothing. Never throws. */
  @Nullable Outgoing instead(Outgoing message, Throwable fault) {
    if (message instanceof Outgoing.Response response) {
      return Failures.of(response.id(), "rendering a result", fault);
    }
    Incidents.record("rendering a message", fault);
    if (message instanceof Outgoing.Call call && asks != null) {
      asks.fail(
          call.id(),
          new AcpException(
              ErrorCode.INTERNAL_ERROR, call.method() + " could not be asked of the client"));
    }
    return null;
  }

  /** Nothing can be sent any more. Told once; fails what we have asked. */
  void broken(Throwable cause) {
    Sinks.Empty<Void> waiters;
    synchronized (this) {
      broken = true;
      waiters = signal;
    }
    Incidents.warn("The client can no longer be written to", cause);
    if (asks != null) {
      asks.close();
    }
    if (waiters != null) {
      // Told once; the result of a second time would be of no use.
      waiters.tryEmitEmpty();
    }
  }

  /** Completes when {@link #broken(Throwable)} has been told. */
  synchronized Mono<Void> broken() {
    if (broken) {
      return Mono.empty();
    }
    if (signal == null) {
      signal = Sinks.empty();
    }
    return signal.asMono();
  }
}
