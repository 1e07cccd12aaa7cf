package acp.tool.terminal;

import acp.session.Client;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A terminal of the editor's, from the moment it is asked for until it is released, which happens
 * exactly once and on every path. Its creation is never withdrawn: the editor may be making it, and
 * a terminal that nobody knows of would run for ever. So one that comes after the end is ended and
 * released then. Thread-safe.
 */
final class Lease {
  private final CompletableFuture<Client.@Nullable Terminal> creation;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean ended;

  /** Asks for the terminal at once. */
  Lease(Mono<Client.Terminal> creation) {
    this.creation = creation.toFuture();
  }

  /** The terminal, when it is there; unsubscribing does not withdraw the question. */
  Mono<Client.Terminal> terminal() {
    return Mono.fromFuture(creation, true);
  }

  /** The command has ended, so it need not be killed. */
  void ended() {
    ended = true;
  }

  /** Ends and releases the terminal, as soon as there is one. Waits for no answer. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      creation.thenAccept(
          terminal -> {
            if (terminal != null) {
              release(terminal);
            }
          });
    }
  }

  /** Both are sent in this order at once; some editors never answer a kill. */
  private void release(Client.Terminal terminal) {
    if (!ended) {
      send(terminal.kill());
    }
    send(terminal.release());
  }

  /** A failure means that the terminal is gone, which is what was wanted. */
  private static void send(Mono<Void> request) {
    request.onErrorComplete().subscribe();
  }
}
