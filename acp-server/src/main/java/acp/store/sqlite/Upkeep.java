package acp.store.sqlite;

import acp.event.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Looks after the store while nobody writes: moves the log into the file, packs what an older
 * program wrote, gives room back, copies the store once a day, and checks it after the machine was
 * started anew, since a power cut is what can harm it and a killed process is not. On a connection
 * of its own, on a thread that ends when there is nothing more to do; most times there is nothing,
 * and then no thread is begun.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  /** A log of this length is moved into the file when there is rest. */
  private static final long LOG_BYTES = 1L << 20;

  /** A store of an older version is laid out anew when it is no larger than this. */
  private static final long VACUUM_BYTES = 64L << 20;

  /** Pages that are free and not worth giving back, and how many are given back at once. */
  private static final int FREE_PAGES = 2_048;

  private static final int PAGES_AT_ONCE = 512;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long CLOSE_MILLIS = 500;

  /** So long are old rows packed at a time. */
  private static final Duration PACKING = Duration.ofMinutes(1);

  private final Database database;
  private final boolean backups;
  private final Supplier<Holder> self;
  private final Sweep sweep;
  private final Function<SessionId, Mono<Void>> purge;
  private final AtomicReference<@Nullable String> warning = new AtomicReference<>();

  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread thread;
  private @Nullable Statement running;
  private boolean closed;
  private boolean looked;

  /** True if nothing is left to be packed, or another process is at it. */
  private boolean allPacked;

  private long nextCopy = Long.MAX_VALUE;
  private long nextSweep = Long.MAX_VALUE;

  /**
   * @param backups true to copy the store once a day
   * @param self who asks
   * @param sweep finds what is to go for good
   * @param purge takes it away
   */
  Upkeep(
      Database database,
      boolean backups,
      Supplier<Holder> self,
      Sweep sweep,
      Function<SessionId, Mono<Void>> purge) {
    this.database = database;
    this.backups = backups;
    this.self = self;
    this.sweep = sweep;
    this.purge = purge;
  }

  /**
   * Nobody has written for a while. Returns at once.
   *
   * @return the thread that is at it; null if nothing is to be done
   */
  synchronized @Nullable Thread rest() {
    boolean needed =
        !looked
            || !allPacked
            || logBytes(database) > LOG_BYTES
            || nextCopy <= now()
            || nextSweep <= now();
    if (needed && !closed && thread == null) {
      thread = Thread.ofPlatform().daemon().name("journal-upkeep").start(this::run);
    }
    return thread;
  }

  /** What the user should know of the store; told once, then null. */
  @Nullable String takeWarning() {
    return warning.get() == null ? null : warning.getAndSet(null);
  }

  /** Ends what is being done. */
  void close() {
    Thread left;
    synchronized (this) {
      closed = true;
      closing.countDown();
      left = thread;
      cancel(running);
    }
    if (left != null) {
      try {
        left.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void cancel(@Nullable Statement statement) {
    try {
      if (statement != null) {
        statement.cancel();
      }
    } catch (SQLException e) {
      LOG.warn("The upkeep of the session store goes on: {}", e.toString());
    }
  }

  private void run() {
    try (Connection connection = database.connect();
        Statement sql = connection.createStatement()) {
      if (begin(sql)) {
        work(sql);
      }
    } catch (SQLException | RuntimeException | LinkageError e) {
      if (!isClosed()) {
        LOG.warn("The session store was not looked after: {}", e.toString());
      }
    } finally {
      end();
    }
  }

  private synchronized boolean begin(Statement sql) {
    running = sql;
    return !closed;
  }

  private synchronized void end() {
    running = null;
    thread = null;
    looked = true;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void work(Statement sql) throws SQLException {
    sql.execute("PRAGMA synchronous = NORMAL"); // what is done here may be done again
    if (!looked) {
      check(sql);
      layOut(sql);
    }
    if (backups) {
      copy(sql);
    }
    if (nextSweep() <= now()) {
      sweep(sql);
    }
    pack(sql);
    giveBack(sql);
    sql.execute("PRAGMA wal_checkpoint(PASSIVE)");
  }

  /** Checks the file if the machine was started anew since it was used last. */
  private void check(Statement sql) throws SQLException {
    String boot = self.get().boot();
    String before = remembered(sql, "boot");
    if (before != null && !before.equals(boot)) {
      List<String> problems = problems(sql);
      String result = problems.isEmpty() ? "ok" : String.join("; ", problems);
      remember(sql, "check", Instant.now() + " " + result);
      LOG.info("The session store was checked after a restart of the machine: {}", result);
    }
    if (!boot.equals(before)) {
      remember(sql, "boot", boot);
    }
    String result = remembered(sql, "check");
    if (result != null && !result.endsWith(" ok")) {
      warning.set(
          "The session store "
              + database.name()
              + " is damaged. Run acp-server doctor --repair, which saves what can be read, or put"
              + " one of the copies beside it in its place.");
    }
  }

  /** What is wrong with the file; empty if nothing is. */
  static List<String> problems(Statement sql) throws SQLException {
    List<String> problems = new ArrayList<>();
    try (ResultSet row = sql.executeQuery("PRAGMA quick_check(20)")) {
      while (row.next()) {
        problems.add(row.getString(1));
      }
    }
    return problems.equals(List.of("ok")) ? List.of() : problems;
  }

  /** Has room given back bit by bit from now on, in a store that was made without. */
  private static void layOut(Statement sql) throws SQLException {
    if (number(sql, "PRAGMA auto_vacuum") == 0
        && number(sql, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            <= VACUUM_BYTES) {
      sql.execute("PRAGMA auto_vacuum = INCREMENTAL");
      sql.execute("VACUUM");
    }
  }

  /** Copies the store, if it has changed since a day ago. */
  private void copy(Statement sql) throws SQLException {
    String last = remembered(sql, "copied");
    long now = now();
    if (last == null) {
      remember(sql, "copied", now + " 0"); // what was begun just now is not worth a copy
      setNextCopy(now + DAY.toMillis());
      return;
    }
    String[] words = last.split(" ", -1);
    long then = Long.parseLong(words[0]);
    long changed = number(sql, "SELECT coalesce(max(updated_at), 0) FROM session");
    if (Math.abs(now - then) < DAY.toMillis()) {
      setNextCopy(then + DAY.toMillis());
    } else if (!words[words.length - 1].equals(Long.toString(changed))
        && claims(sql, last, now + " " + changed)) {
      new Backups(database).daily(sql);
      setNextCopy(now + DAY.toMillis());
    }
  }

  /**
   * Takes some of what has been in the trash for long enough away for good; more at the next rest,
   * if there is more. Whoever is written to meanwhile is not held up.
   */
  private void sweep(Statement sql) throws SQLException {
    List<SessionId> due = sweep.due(sql.getConnection());
    setNextSweep(due.size() < Sweep.AT_ONCE ? now() + DAY.toMillis() : now());
    for (SessionId session : due) {
      if (isClosed()) {
        return;
      }
      purge.apply(session).timeout(PATIENCE).onErrorComplete().block();
    }
    if (!due.isEmpty()) {
      LOG.info("{} sessions were taken away for good", due.size());
    }
  }

  private synchronized long nextSweep() {
    return looked ? nextSweep : 0;
  }

  private synchronized void setNextSweep(long millis) {
    nextSweep = millis;
  }

  private synchronized void setNextCopy(long millis) {
    nextCopy = millis;
  }

  /** Of several processes that rest, one makes the copy. */
  private static boolean claims(Statement sql, String before, String after) throws SQLException {
    try (PreparedStatement claim =
        sql.getConnection()
            .prepareStatement("UPDATE upkeep SET value = ? WHERE name = 'copied' AND value = ?")) {
      claim.setString(1, after);
      claim.setString(2, before);
      return claim.executeUpdate() == 1;
    }
  }

  /**
   * Packs rows of an older program, for some time at most, and leaves half of it to others; more at
   * the next rest.
   */
  private void pack(Statement sql) throws SQLException {
    if (allPacked()) {
      return;
    }
    long end = System.nanoTime() + PACKING.toNanos();
    try (OldRows rows = new OldRows(sql.getConnection())) {
      boolean more = true;
      for (long begun = System.nanoTime(); more && begun < end; begun = System.nanoTime()) {
        more = !isClosed() && rows.step();
        pause(System.nanoTime() - begun);
      }
      setAllPacked(!more && !isClosed());
    }
  }

  /** Waits so long, unless it is closed. */
  private void pause(long nanos) {
    try {
      var _ = closing.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean allPacked() {
    return allPacked;
  }

  private synchronized void setAllPacked(boolean all) {
    allPacked = all;
  }

  /** Gives room back to the disk where there is much of it, a little at a time. */
  private void giveBack(Statement sql) throws SQLException {
    for (long free = number(sql, "PRAGMA freelist_count");
        free > FREE_PAGES && !isClosed();
        free -= PAGES_AT_ONCE) {
      sql.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_AT_ONCE + ")");
    }
  }

  /** How long the log beside the file is. */
  static long logBytes(Database database) {
    Path log = database.folder().resolve(Database.FILE + "-wal");
    try {
      return Files.size(log);
    } catch (IOException e) {
      return 0;
    }
  }

  static @Nullable String remembered(Statement sql, String name) throws SQLException {
    try (PreparedStatement ask =
        sql.getConnection().prepareStatement("SELECT value FROM upkeep WHERE name = ?")) {
      ask.setString(1, name);
      try (ResultSet row = ask.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private static void remember(Statement sql, String name, String value) throws SQLException {
    try (PreparedStatement say =
        sql.getConnection()
            .prepareStatement("INSERT OR REPLACE INTO upkeep (name, value) VALUES (?, ?)")) {
      say.setString(1, name);
      say.setString(2, value);
      say.executeUpdate();
    }
  }

  private static long number(Statement sql, String question) throws SQLException {
    try (ResultSet row = sql.executeQuery(question)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
