package acp.tool.terminal;

import acp.tool.Clip;
import acp.tool.ToolContext;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Passes on what a command prints, one batch at a time: what is printed while a batch is being
 * taken is joined and is the next one. A taker that is slower than the command does not stop it;
 * beyond a bound the middle of what waits is dropped, with a note. Thread-safe.
 */
final class Pump implements Disposable {
  /** Characters that wait for the taker. */
  static final int MOST_WAITING = 64 * 1024;

  private static final int HEAD = MOST_WAITING / 4;

  private final ToolContext context;
  private final Disposable.Swap taker = Disposables.swap();
  private final Sinks.Empty<Void> emptied = Sinks.empty();
  private final Sinks.Empty<Void> broken = Sinks.empty();
  private final StringBuilder waiting = new StringBuilder();
  private long dropped;
  private boolean taking;
  private boolean closed;

  Pump(ToolContext context) {
    this.context = context;
  }

  /** Passes {@code text} on, sooner or later; after the end it is let go. Never waits. */
  void put(String text) {
    synchronized (this) {
      if (closed) {
        return;
      }
      waiting.append(text);
      if (waiting.length() > MOST_WAITING) {
        drop();
      }
    }
    pass();
  }

  /** Takes no more; done when all that waits was taken. */
  Mono<Void> close() {
    synchronized (this) {
      closed = true;
    }
    pass();
    return emptied.asMono();
  }

  /** Fails when the taker does; never completes. */
  <T> Mono<T> broken() {
    return broken.asMono().then(Mono.never());
  }

  @Override
  public void dispose() {
    synchronized (this) {
      closed = true;
      waiting.setLength(0);
    }
    taker.dispose();
  }

  private void drop() {
    int from = Character.isHighSurrogate(waiting.charAt(HEAD - 1)) ? HEAD - 1 : HEAD;
    int to = from + waiting.length() - MOST_WAITING;
    if (Character.isLowSurrogate(waiting.charAt(to))) {
      to++;
    }
    dropped += Clip.bytes(waiting.substring(from, to));
    waiting.delete(from, to);
  }

  private void pass() {
    String batch;
    synchronized (this) {
      if (taking) {
        return;
      }
      if (waiting.isEmpty()) {
        if (closed) {
          emptied.tryEmitEmpty(); // a second time it is told so and that is all
        }
        return;
      }
      batch = batch();
      taking = true;
    }
    taker.update(context.output(batch).subscribe(nothing -> {}, this::fail, this::taken));
  }

  private String batch() {
    if (dropped > 0) {
      int head = Character.isHighSurrogate(waiting.charAt(HEAD - 1)) ? HEAD - 1 : HEAD;
      waiting.insert(head, Clip.note(dropped));
      dropped = 0;
    }
    String batch = waiting.toString();
    waiting.setLength(0);
    return batch;
  }

  private void taken() {
    synchronized (this) {
      taking = false;
    }
    pass();
  }

  private void fail(Throwable failure) {
    broken.tryEmitError(failure); // stays "taking": nothing more is passed on
  }
}
