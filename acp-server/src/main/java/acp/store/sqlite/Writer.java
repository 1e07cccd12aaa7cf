package acp.store.sqlite;

import acp.session.JournalException;
import acp.store.EventCodec;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes, on one thread of its own, which starts with the first write. What waits is committed
 * together, so sessions share the wait for the disk; what comes alone is committed at once. It is a
 * platform thread, because the driver holds on to its thread while SQLite waits.
 *
 * <p>A write that is refused fails alone. A failure of the store fails all that was to be committed
 * together, and costs the connection: whatever state it was in, the next commit begins with a new
 * one.
 *
 * <p>Between writes the thread does what its {@link Rounds} say is due, and sleeps as long as
 * nothing is.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** Enough to make the disk's share of each small; few enough to leave others the lock. */
  private static final int MAX_BATCH = 256;

  /** Takes some tens of milliseconds to be moved into the file. */
  private static final long MAX_LOG = 32L << 20;

  private final Database database;
  private final EventCodec codec;
  private final Supplier<Holder> self;
  private final Rounds rounds;
  private final Queue<Write> waiting = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean closed;

  // Of the writer's thread alone.
  private @Nullable WriteConnection connection;
  private String trouble = "";

  /**
   * @param self who writes; asked for on the writer's thread
   * @param idle what is to be done when nothing was written for a while; must return at once
   */
  Writer(Database database, EventCodec codec, Supplier<Holder> self, Runnable idle) {
    this.database = database;
    this.codec = codec;
    this.self = self;
    this.rounds = new Rounds(idle);
  }

  /** Takes it in; whoever waits for it is told on the writer's thread, or here if it is closed. */
  void write(Write write) {
    if (database.isReadOnly()) {
      write.done().error(database.readOnly());
    } else if (!offer(write)) {
      write.done().error(closed());
    }
  }

  private synchronized boolean offer(Write write) {
    if (closed) {
      return false;
    }
    waiting.add(write);
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("journal").start(this::run);
    }
    notifyAll();
    return true;
  }

  /** Writes what was taken in, then lets go of the store. Done when that is done. */
  void close() {
    Thread running = end();
    if (running == null || Thread.currentThread().equals(running)) {
      return;
    }
    try {
      running.join();
    } catch (InterruptedException e) {
      // Whoever closes us is in a hurry; the thread finishes behind its back.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Thread end() {
    closed = true;
    notifyAll();
    return thread;
  }

  private void run() {
    List<Write> batch = List.of();
    try {
      while (await()) {
        batch = next();
        if (batch.isEmpty()) {
          walk();
        } else {
          commit(batch);
          rounds.wrote(System.nanoTime());
          warm(batch);
        }
      }
      giveUp();
    } catch (InterruptedException e) {
      LOG.warn("The journal's thread was told to stop");
    } catch (Error e) {
      fail(batch, database.trouble(e));
      throw e;
    } finally {
      end();
      part();
      fail(List.copyOf(waiting), closed());
    }
  }

  /** Waits until something is to be done; false when closed and nothing is left. */
  private synchronized boolean await() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      long nanos = rounds.dueIn(System.nanoTime());
      if (nanos <= 0) {
        return true;
      }
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    }
    return !waiting.isEmpty();
  }

  /** What is to be committed together. */
  private synchronized List<Write> next() {
    List<Write> batch = new ArrayList<>(Math.min(waiting.size(), MAX_BATCH));
    while (!waiting.isEmpty() && batch.size() < MAX_BATCH) {
      batch.add(waiting.remove());
    }
    return batch;
  }

  private void commit(List<Write> batch) {
    List<@Nullable RuntimeException> refusals = new ArrayList<>(batch.size());
    try {
      WriteConnection sql = connection();
      sql.begin();
      for (Write write : batch) {
        rounds.begins(write);
        refusals.add(sql.apply(write));
      }
      sql.commit();
    } catch (SQLException | RuntimeException | LinkageError e) {
      disconnect();
      if (batch.size() > 1 && !Trouble.concernsAll(e)) {
        batch.forEach(write -> commit(List.of(write)));
      } else {
        complain(e.toString());
        batch.forEach(rounds::failed);
        fail(batch, database.trouble(e));
      }
      return;
    }
    trouble = "";
    for (int i = 0; i < batch.size(); i++) {
      if (refusals.get(i) == null) {
        rounds.done(batch.get(i));
      } else {
        rounds.refused(batch.get(i));
      }
      settle(batch.get(i), refusals.get(i));
    }
  }

  /** A new session is prompted soon, and everyone waits for that. */
  private void warm(List<Write> batch) {
    WriteConnection open = connection;
    if (open == null || !(batch.getFirst() instanceof Write.Creation)) {
      return;
    }
    try {
      open.warmTurn();
    } catch (SQLException | RuntimeException | LinkageError e) {
      complain(e.toString());
    }
  }

  /** Does what is due besides writing. None of it is worth more than a line in the log. */
  private void walk() {
    try {
      rounds.walk(System.nanoTime(), this::connection);
    } catch (SQLException | RuntimeException | LinkageError e) {
      disconnect();
      complain(e.toString());
    }
  }

  /** Closing: what this process still holds is for others to have. */
  private void giveUp() {
    if (rounds.holdsLeases() && connection != null) {
      try {
        connection.releaseAll();
      } catch (SQLException | RuntimeException | LinkageError e) {
        LOG.warn("Leases were not given back, and end with the process: {}", e.toString());
      }
    }
  }

  /** Once for each trouble, not once for each write that meets it. */
  private void complain(String failure) {
    if (!failure.equals(trouble)) {
      LOG.warn("The session store takes no writes: {}", failure);
    }
    trouble = failure;
  }

  private static void fail(List<Write> batch, JournalException failure) {
    batch.forEach(write -> settle(write, failure));
  }

  /** All sessions depend on this thread, so what a listener throws does not end it. */
  private static void settle(Write write, @Nullable RuntimeException failure) {
    try {
      if (failure == null) {
        write.done().success();
      } else {
        write.done().error(failure);
      }
    } catch (RuntimeException e) {
      LOG.error("Whoever was told of a write failed at it", e);
    }
  }

  private WriteConnection connection() throws SQLException {
    WriteConnection open = connection;
    if (open == null) {
      open = new WriteConnection(database.connect(), database.schema(), codec, self);
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    WriteConnection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.warn("The session store was not closed properly: {}", e.toString());
      }
    }
  }

  /**
   * Lets go of the store for good. The last to go moves the log into the file, which is quick
   * unless the log is long; then it is left to the next who comes, since whoever ends us is in a
   * hurry.
   */
  private void part() {
    if (Upkeep.logBytes(database) <= MAX_LOG) {
      disconnect();
    } else {
      LOG.info("The log of the session store is long and is left as it is");
    }
  }

  static JournalException closed() {
    return new JournalException("The session store is closed", null);
  }
}
