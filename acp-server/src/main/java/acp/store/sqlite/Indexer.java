package acp.store.sqlite;

import acp.store.EventCodec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Keeps what searching and figures need up to date: before somebody asks for it, and while nobody
 * writes. On a thread and a connection of its own, so that what fails here costs the journal
 * nothing, and in short steps ({@link IndexStore}), so that the journal waits for none of them.
 *
 * <p>An index that is damaged is dropped, and made anew from the events.
 */
final class Indexer {
  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);

  /** Whoever searches waits so long for what is new, at most, and then finds what is there. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** And so long for what is old, so that a store of usual size needs no more than one search. */
  private static final Duration SHARE = Duration.ofMillis(250);

  private static final long LONGEST_PAUSE = 50;
  private static final long CLOSE_MILLIS = 500;
  private static final long IDLE_SECONDS = 5;

  private final Database database;
  private final EventCodec codec;
  private final ThreadPoolExecutor thread;
  private final CountDownLatch ending = new CountDownLatch(1);
  private boolean resting;
  private boolean closed;

  /** Something done with what is made of the events. */
  private interface Deed {
    void run(IndexStore store) throws SQLException;
  }

  Indexer(Database database, EventCodec codec) {
    this.database = database;
    this.codec = codec;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("journal-index").factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /** Brings what is new in, and some of what is old. Never fails: what is there can be searched. */
  Mono<Void> ready() {
    return Mono.<Void>create(done -> start(this::catchUp, done))
        .doOnError(e -> LOG.warn("The search index is not up to date: {}", e.toString()))
        .onErrorComplete();
  }

  private void catchUp(IndexStore store) throws SQLException {
    long begin = System.nanoTime();
    while (!isClosed()) {
      long taken = System.nanoTime() - begin;
      if (taken > PATIENCE.toNanos() || !store.step(taken < SHARE.toNanos())) {
        return;
      }
    }
  }

  /** Nobody has written for a while. Returns at once. */
  void rest() {
    synchronized (this) {
      if (resting || closed || database.isReadOnly()) {
        return;
      }
      resting = true;
    }
    Mono.<Void>create(done -> start(this::work, done))
        .subscribe(
            _ -> {},
            e -> {
              rested();
              LOG.warn("The search index is not up to date: {}", e.toString());
            },
            this::rested);
  }

  private synchronized void rested() {
    resting = false;
  }

  /** As long as something is to be done, and leaving half of the time to others. */
  private void work(IndexStore store) throws SQLException {
    for (boolean more = true; more && !isClosed(); ) {
      long begin = System.nanoTime();
      more = store.step(true);
      pause(Math.min(LONGEST_PAUSE, (System.nanoTime() - begin) / 1_000_000));
    }
  }

  private void pause(long millis) {
    try {
      if (thread.getQueue().isEmpty()) {
        var _ = ending.await(millis, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes all anew; done when all is there. */
  Mono<Void> rebuild() {
    return Mono.create(
        done ->
            start(
                store -> {
                  store.reset();
                  while (!isClosed() && store.step(true)) {}
                },
                done));
  }

  /** The index cannot be read: it is dropped now, and made anew while nobody writes. */
  void damaged() {
    Mono.<Void>create(done -> start(IndexStore::replace, done))
        .subscribe(
            _ -> {},
            e -> LOG.warn("The search index is damaged and stays so: {}", e.toString()),
            this::rest);
  }

  private void start(Deed deed, MonoSink<Void> done) {
    try {
      thread.execute(() -> run(deed, done));
    } catch (RejectedExecutionException e) {
      done.error(Writer.closed());
    }
  }

  private void run(Deed deed, MonoSink<Void> done) {
    try (Statements statements = new Statements(database.connect())) {
      for (String pragma : List.of("PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -16384")) {
        statements.once(pragma); // what is done here may be done again
      }
      IndexStore store = new IndexStore(statements, codec);
      try {
        deed.run(store);
      } catch (SQLException e) {
        if (!isDamage(e)) {
          throw e;
        }
        LOG.warn("The search index is damaged and is made anew: {}", e.toString());
        store.replace();
      }
    } catch (SQLException | RuntimeException | LinkageError e) {
      done.error(database.trouble(e));
      return;
    }
    done.success();
  }

  /** True if it is the index that cannot be used, and not the store as a whole. */
  static boolean isDamage(SQLException failure) {
    return Trouble.isCorrupt(failure) || Trouble.isMistake(failure);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends what is being done; the step under way is done, or nothing of it. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    ending.countDown();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.info("A step of the search index is left to whoever comes next");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
