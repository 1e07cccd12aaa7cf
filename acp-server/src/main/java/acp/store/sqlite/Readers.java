package acp.store.sqlite;

import acp.session.JournalException;
import acp.store.EventCodec;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Reads, on few threads and few connections. They are counted apart: a thread is held for a page, a
 * connection for as long as its reader takes, since giving it back would let the store move on
 * beneath the reader. So readers that stand still cost no thread; when too many of them do, further
 * replays wait for one to end; and short questions, which hold a connection only while a thread
 * works on them, are answered all the same.
 *
 * <p>The threads are platform threads, because the driver holds on to its thread while SQLite
 * waits. They start when there is something to read, and end when there has not been for a while.
 */
final class Readers {
  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
  private static final int MAX_THREADS = 2;

  /** So many may stand still and still leave room. */
  static final int MAX_REPLAYS = 16;

  private static final int MAX_IDLE = 2;
  private static final long IDLE_SECONDS = 10;

  /** At most so long does closing wait for a thread that a reader holds up. */
  private static final long CLOSE_MILLIS = 500;

  private final Database database;
  private final EventCodec codec;
  private final Supplier<Holder> self;
  private final Damages damages;
  private final ThreadPoolExecutor threads;
  private final Deque<ReadConnection> idle = new ArrayDeque<>();
  private final Set<Replay> running = new HashSet<>();
  private final Queue<Replay> waiting = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param self who reads
   * @param damages is told what cannot be read
   */
  Readers(Database database, EventCodec codec, Supplier<Holder> self, Damages damages) {
    this.database = database;
    this.codec = codec;
    this.self = self;
    this.damages = damages;
    this.threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("journal-reader-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Asks something short. */
  <T> Mono<T> ask(Question<T> question) {
    return Mono.create(
        answer -> {
          if (!execute(() -> answer(question, answer))) {
            answer.error(Writer.closed());
          }
        });
  }

  /** Does something on one of the threads that has a connection of its own. */
  <T> Mono<T> work(Work<T> work) {
    return Mono.create(
        answer -> {
          if (!execute(() -> answer(work, answer))) {
            answer.error(Writer.closed());
          }
        });
  }

  private <T> void answer(Question<T> question, MonoSink<T> answer) {
    answer(() -> asked(question), answer);
  }

  private <T> @Nullable T asked(Question<T> question) throws SQLException {
    ReadConnection connection = take();
    boolean well = false;
    try {
      T found = question.ask(connection);
      well = true;
      return found;
    } finally {
      giveBack(connection, well);
    }
  }

  private <T> void answer(Work<T> work, MonoSink<T> answer) {
    T found;
    try {
      found = work.work();
    } catch (SQLException | RuntimeException | LinkageError e) {
      answer.error(database.trouble(e));
      return;
    }
    answer.success(found);
  }

  /** Has it run on one of the threads; false when closed. */
  boolean execute(Runnable work) {
    try {
      threads.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** True when the replay may take a connection; if not, it is woken when it may. */
  synchronized boolean admit(Replay replay) {
    if (running.contains(replay)) {
      return true;
    }
    if (running.size() < MAX_REPLAYS) {
      return running.add(replay);
    }
    if (!waiting.contains(replay)) {
      waiting.add(replay);
    }
    return false;
  }

  /** The replay is over, or will not be. */
  void leave(Replay replay) {
    Replay next = nextAfter(replay);
    if (next != null) {
      next.wake();
    }
  }

  private synchronized @Nullable Replay nextAfter(Replay replay) {
    waiting.remove(replay);
    Replay next = running.remove(replay) ? waiting.poll() : null;
    if (next != null) {
      running.add(next);
    }
    return next;
  }

  ReadConnection take() throws SQLException {
    ReadConnection connection = pollIdle();
    return connection == null ? make() : connection;
  }

  private ReadConnection make() throws SQLException {
    return new ReadConnection(database.connect(), codec, self, damages);
  }

  private synchronized @Nullable ReadConnection pollIdle() {
    return idle.poll();
  }

  /**
   * Takes the connection back.
   *
   * @param well false if it failed, so that it is not used again
   */
  void giveBack(ReadConnection connection, boolean well) {
    try {
      connection.rest();
      if (well && keep(connection)) {
        return;
      }
    } catch (SQLException e) {
      LOG.warn("A read of the session store did not end properly: {}", e.toString());
    }
    close(connection);
  }

  private synchronized boolean keep(ReadConnection connection) {
    boolean room = !closed && idle.size() < MAX_IDLE;
    if (room) {
      idle.push(connection);
    }
    return room;
  }

  private static void close(ReadConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("The session store was not closed properly: {}", e.toString());
    }
  }

  /** A failure to read as the port wants it. */
  JournalException trouble(Throwable failure) {
    return database.trouble(failure);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Ends all replays, answers what was asked, and closes the connections. */
  void close() {
    List<Replay> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(running);
      left.addAll(waiting);
    }
    left.forEach(Replay::wake);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("A reader of the session store did not let go of it in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (ReadConnection each = pollIdle(); each != null; each = pollIdle()) {
      close(each);
    }
  }

  /** Something that is done with a connection of its own. */
  interface Work<T> {
    @Nullable T work() throws SQLException;
  }

  /** A question that is answered at once. */
  interface Question<T> {
    @Nullable T ask(ReadConnection connection) throws SQLException;
  }
}
