package acp.store.sqlite;

import acp.event.Entry;
import acp.session.JournalException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * One reader on its way through a session. It works when there is demand, a page at a time, on
 * whatever reader thread is free, and stands behind others after each page. Between pages it holds
 * its connection and no thread. It gives the connection back when it is through, and when it is
 * cancelled.
 */
final class Replay implements Runnable {
  private static final int PAGE_ROWS = 256;
  private static final int FIRST_ROWS = 16;
  private static final int PAGE_CHARS = 256 * 1024;

  private final Readers readers;
  private final Beginning beginning;
  private final FluxSink<Entry> reader;

  /** How often woken since it last found nothing to do; it is on its way to a thread when not 0. */
  private final AtomicInteger wakes = new AtomicInteger();

  // Of the one thread that runs it at a time.
  private final Deque<Entry> page = new ArrayDeque<>();
  private @Nullable ReadConnection connection;
  private int rows = FIRST_ROWS; // somebody waits for the first ones
  private boolean over;

  /** What is read. */
  interface Beginning {
    void of(ReadConnection connection) throws SQLException;
  }

  private Replay(Readers readers, Beginning beginning, FluxSink<Entry> reader) {
    this.readers = readers;
    this.beginning = beginning;
    this.reader = reader;
  }

  /** Reads for the reader from now on, as it asks for more. */
  static void start(Readers readers, Beginning beginning, FluxSink<Entry> reader) {
    Replay replay = new Replay(readers, beginning, reader);
    reader.onDispose(replay::wake);
    reader.onRequest(_ -> replay.wake());
  }

  /** Says that something has changed: the demand, the readers, or our turn has come. */
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      enqueue();
    }
  }

  private void enqueue() {
    if (!readers.execute(this)) {
      // Closed: no thread will come, and nobody else runs us while wakes is not 0.
      step();
    }
  }

  @Override
  public void run() {
    int seen = wakes.get();
    if (step() || wakes.addAndGet(-seen) != 0) {
      enqueue();
    }
  }

  /** Does a page of work; true when there is more to do at once. */
  private boolean step() {
    if (over) {
      return false;
    }
    if (reader.isCancelled()) {
      end(true);
      return false;
    }
    if (readers.isClosed()) {
      fail(Writer.closed());
      return false;
    }
    if (reader.requestedFromDownstream() == 0 || !readers.admit(this)) {
      return false;
    }
    try {
      fill();
    } catch (SQLException | RuntimeException | LinkageError e) {
      fail(readers.trouble(e));
      return false;
    }
    if (page.isEmpty()) {
      end(true);
      reader.complete();
      return false;
    }
    return emit();
  }

  private void fill() throws SQLException {
    if (!page.isEmpty()) {
      return;
    }
    ReadConnection open = connection;
    if (open == null) {
      open = readers.take();
      connection = open;
      beginning.of(open);
    }
    page.addAll(open.page(rows, PAGE_CHARS));
    rows = Math.min(PAGE_ROWS, 2 * rows);
  }

  private boolean emit() {
    while (!page.isEmpty() && reader.requestedFromDownstream() > 0 && !reader.isCancelled()) {
      reader.next(page.remove());
    }
    return reader.requestedFromDownstream() > 0 || reader.isCancelled();
  }

  private void fail(JournalException failure) {
    end(false);
    reader.error(failure);
  }

  private void end(boolean well) {
    over = true;
    page.clear();
    ReadConnection open = connection;
    connection = null;
    if (open != null) {
      readers.giveBack(open, well);
    }
    readers.leave(this);
  }
}
