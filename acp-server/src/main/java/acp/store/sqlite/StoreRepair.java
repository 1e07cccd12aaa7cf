package acp.store.sqlite;

import acp.doctor.Finding;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.JournalException;
import acp.store.EventCodec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Mends a store. What does not fit together is mended in one transaction, after a copy, and other
 * processes may work meanwhile. A damaged file is moved aside and what can be read of it is copied
 * into a new one; for that nobody else may have it open. While it lasts a text stands in the
 * store's place, by which others see what is going on, and which leads back if we are killed.
 */
final class StoreRepair {
  private static final String MARK = "This store is being repaired from ";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final Path file;
  private final List<Finding> done = new ArrayList<>();

  StoreRepair(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(Database.FILE);
  }

  /** Does it; what was done, empty if nothing was wrong. */
  List<Finding> run() throws SQLException, IOException {
    takeUp();
    if (StoreFiles.size(file) == 0) {
      return done;
    }
    if (StoreFiles.shape(file) != null) {
      moveAside();
      return done;
    }
    if (StoreFiles.isCut(file) || !isSound()) {
      salvage();
    } else {
      mend();
    }
    return done;
  }

  /** Goes on where a repair was killed: the damaged file takes its place again. */
  private void takeUp() throws IOException {
    if (!StoreFiles.beginsWith(file, MARK)) {
      return;
    }
    String name = Files.readString(file).substring(MARK.length()).strip();
    Path damaged = folder.resolve(name);
    if (name.matches("sessions-damaged-[0-9TZ]+\\.db") && Files.isRegularFile(damaged)) {
      move(damaged, file, true);
      done.add(Finding.note("repair.store", "A repair that was broken off is begun anew."));
    }
    try (Stream<Path> left = Files.list(folder)) {
      for (Path each : left.filter(Files::isDirectory).toList()) {
        if (each.getFileName().toString().startsWith(".repair-")) {
          discard(each);
        }
      }
    }
  }

  /**
   * True if the file is sound, perhaps after what is made of it was made anew; refuses what is not
   * ours.
   */
  private boolean isSound() throws SQLException {
    try (Connection connection = StoreDoctor.connect(file, false);
        Statement sql = connection.createStatement()) {
      long owner = StoreChecks.number(sql, "PRAGMA application_id");
      if (owner != Schema.APPLICATION_ID) {
        throw new JournalException(
            "The file " + file + " belongs to another program and is left alone", null);
      }
      int version = Math.toIntExact(StoreChecks.number(sql, "PRAGMA user_version"));
      if (version > Schema.VERSION) {
        throw Database.plain(folder).schema().newer(version);
      }
      List<String> problems = StoreChecks.problems(sql, true);
      if (!problems.isEmpty() && problems.stream().allMatch(StoreRepair::isOfAnIndex)) {
        alone();
        new Backups(Database.plain(folder)).beforeRepair(sql);
        sql.execute("REINDEX");
        done.add(Finding.note("repair.indexes", "The indexes were made anew."));
        problems = StoreChecks.problems(sql, true);
      }
      if (DerivedTables.areAloneIn(problems, sql)) {
        alone();
        renewSearch(sql);
        problems = StoreChecks.problems(sql, true);
      }
      return problems.isEmpty();
    } catch (SQLException e) {
      if (Trouble.isCorrupt(e)) {
        return false;
      }
      throw e;
    }
  }

  /** The copy is made when the damaged part is out of the way, of which no copy can be made. */
  private void renewSearch(Statement sql) throws SQLException {
    DerivedTables.replace(sql);
    new Backups(Database.plain(folder)).beforeRepair(sql);
    sql.execute("VACUUM");
    done.add(
        Finding.note(
            "repair.search",
            "What searching and figures need was damaged, and no session was. It is made anew while"
                + " sessions are used; acp-server sessions search --rebuild does it at once."));
  }

  private static boolean isOfAnIndex(String problem) {
    return problem.contains("missing from index")
        || problem.contains("entries in index")
        || problem.contains("non-unique entry in index");
  }

  /**
   * Makes sure that nobody else has the store open: whoever has it holds a lock on the file.
   *
   * @throws JournalException if somebody has
   */
  private void alone() throws SQLException {
    List<Long> others = StoreFiles.users(file);
    if (!others.isEmpty()) {
      throw new JournalException(
          "The store is in use by process "
              + String.join(", ", others.stream().map(String::valueOf).toList())
              + "; close the editors that started it, and try again",
          null);
    }
  }

  /** Waits for nobody: a connection that has the file open holds a lock that this one wants. */
  private void lock() throws SQLException {
    alone();
    try (Connection connection = StoreDoctor.connectDamaged(file);
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA busy_timeout = 0");
      sql.execute("PRAGMA locking_mode = EXCLUSIVE");
      sql.execute("BEGIN EXCLUSIVE");
      sql.execute("ROLLBACK");
    } catch (SQLException e) {
      if (Trouble.isBusy(e)) {
        throw new JournalException(
            "The store is in use by another process; close the editors that use it, and try again",
            e);
      }
      // Too damaged to be locked: then nobody could have opened it either.
    }
  }

  /** What is no database at all is kept, and the next start begins anew. */
  private void moveAside() throws IOException, SQLException {
    alone();
    Path aside = folder.resolve(name());
    move(file, aside, false);
    done.add(
        Finding.note(
            "repair.store",
            "The file was no database and was moved to "
                + aside
                + "; the next start begins a new store. To go on with a copy instead, give it the"
                + " name "
                + file
                + "."));
  }

  private static String name() {
    return "sessions-damaged-" + TIME.format(Instant.now()) + ".db";
  }

  /** With the log beside it. */
  private void move(Path what, Path where, boolean replace) throws IOException {
    for (String suffix : List.of("", "-wal")) {
      Path source = what.resolveSibling(what.getFileName() + suffix);
      Path target = where.resolveSibling(where.getFileName() + suffix);
      if (Files.exists(source)) {
        if (replace) {
          Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.move(source, target);
        }
      }
    }
    Files.deleteIfExists(what.resolveSibling(what.getFileName() + "-shm"));
  }

  private void salvage() throws SQLException, IOException {
    lock();
    Path damaged = folder.resolve(name());
    Path mark = Files.createTempFile(folder, ".repair-", "");
    Files.writeString(mark, MARK + damaged.getFileName() + "\n", StandardCharsets.UTF_8);
    move(file, damaged, false);
    Files.move(mark, file);
    Path fresh = null;
    try {
      if (!StoreFiles.users(damaged).isEmpty()) {
        throw new JournalException(
            "Another process opened the store just now; close the editors that use it, and try"
                + " again",
            null);
      }
      fresh = Files.createTempDirectory(folder, ".repair-");
      Salvage.Result result = copy(damaged, fresh);
      Files.move(
          fresh.resolve(Database.FILE),
          file,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      tell(result, damaged);
    } catch (SQLException | IOException | RuntimeException e) {
      move(damaged, file, true);
      throw e;
    } finally {
      discard(fresh);
    }
  }

  private Salvage.Result copy(Path damaged, Path fresh) throws SQLException, IOException {
    Salvage.Result result;
    Database database = Database.plain(fresh);
    try (Connection connection = database.connect();
        Statement sql = connection.createStatement()) {
      result = Salvage.copy(damaged, connection);
      if (result.rows() == 0) {
        throw new JournalException(
            "Nothing in the store can be read; put one of the copies beside it in its place", null);
      }
      sql.execute("BEGIN IMMEDIATE");
      settle(connection, sql);
      sql.executeUpdate(Salvage.SEARCHED_LATER);
      sql.execute("COMMIT");
      List<String> problems = StoreChecks.problems(sql, false);
      if (!problems.isEmpty()) {
        throw new JournalException("What was saved is damaged too: " + problems.getFirst(), null);
      }
    }
    Path made = fresh.resolve(Database.FILE);
    try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return result;
  }

  private void tell(Salvage.Result result, Path damaged) {
    done.add(
        Finding.note(
            "repair.store",
            "The store was damaged. What could be read was saved: "
                + result.copied().getOrDefault("session", 0L)
                + " sessions, "
                + result.copied().getOrDefault("event", 0L)
                + " events"
                + (result.emptied() == 0 ? "" : ", " + result.emptied() + " more without content")
                + (result.lost() == 0 ? "" : "; about " + result.lost() + " rows are lost")
                + ". The damaged file is "
                + damaged
                + "."));
  }

  private static void discard(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }

  /** Mends what does not fit together, if anything. */
  private void mend() throws SQLException {
    try (Connection connection = StoreDoctor.connect(file, false);
        Statement sql = connection.createStatement()) {
      if (StoreChecks.number(sql, "PRAGMA user_version") < Schema.VERSION || isWell(sql)) {
        return; // the next start upgrades it, and what it was never harms that
      }
      new Backups(Database.plain(folder)).beforeRepair(sql);
      sql.execute("PRAGMA synchronous = FULL");
      sql.execute("BEGIN IMMEDIATE");
      settle(connection, sql);
      sql.execute("COMMIT");
    }
  }

  private static boolean isWell(Statement sql) throws SQLException {
    return StoreChecks.number(sql, "SELECT count(*) FROM (" + StoreChecks.STRAYS + ")") == 0
        && StoreChecks.number(sql, "SELECT count(*) FROM (" + StoreChecks.BEHIND + ")") == 0
        && StoreChecks.number(sql, "SELECT count(*) FROM (" + StoreChecks.LOST_PIECES + ")") == 0
        && StoreChecks.number(sql, "SELECT count(*) FROM (" + StoreChecks.LOST_BLOBS + ")") == 0
        && drafts(sql).isEmpty()
        && deadLeases(sql).isEmpty();
  }

  /** Within a transaction. */
  private void settle(Connection connection, Statement sql) throws SQLException {
    rehome(connection, sql);
    for (long no : numbers(sql, "SELECT no FROM (" + StoreChecks.BEHIND + ")")) {
      Tallies.recount(new Statements(connection), no);
    }
    count(
        sql,
        "WITH behind AS MATERIALIZED ("
            + StoreChecks.BEHIND
            + ") UPDATE session SET last_seq = behind.last FROM behind WHERE session.no = behind.no",
        "repair.sequence",
        "%d sessions know their last event again.");
    for (String draft : drafts(sql)) {
      drafts(connection).apply(new Drafts.Drop(draft));
      done.add(Finding.note("repair.drafts", "An import that was left half done was removed."));
    }
    count(
        sql,
        "DELETE FROM piece WHERE event NOT IN (SELECT key FROM event)",
        "repair.blobs",
        "%d parts of events that are gone were removed.");
    count(
        sql,
        "DELETE FROM blob WHERE no NOT IN (SELECT blob FROM piece)",
        "repair.blobs",
        "%d large texts that belonged to no event were removed.");
    for (long session : deadLeases(sql)) {
      count(
          sql,
          "DELETE FROM lease WHERE session = " + session,
          "repair.leases",
          "%d session is no longer held by a dead process.");
    }
  }

  private static Drafts drafts(Connection connection) {
    Statements statements = new Statements(connection);
    Rows rows = new Rows(statements, new EventCodec());
    Leases leases = new Leases(statements, Holder::self);
    return new Drafts(
        statements,
        rows,
        new CatalogueWrites(statements, rows, leases, Holder::self, List.of()),
        List.of());
  }

  private void count(Statement sql, String change, String check, String sentence)
      throws SQLException {
    int changed = sql.executeUpdate(change);
    if (changed > 0) {
      done.add(Finding.note(check, sentence.formatted(changed)));
    }
  }

  private static List<String> drafts(Statement sql) throws SQLException {
    List<String> drafts = new ArrayList<>();
    try (ResultSet row = sql.executeQuery(StoreChecks.STALE_DRAFTS + StoreChecks.stale())) {
      while (row.next()) {
        drafts.add(row.getString(1));
      }
    }
    return drafts;
  }

  private static List<Long> deadLeases(Statement sql) throws SQLException {
    List<Long> dead = new ArrayList<>();
    Holder self = Holder.self();
    try (ResultSet row = sql.executeQuery(StoreChecks.LEASES)) {
      while (row.next()) {
        if (!StoreChecks.isAlive(row, self)) {
          dead.add(row.getLong(1));
        }
      }
    }
    return dead;
  }

  /** Events that have lost their session get one: they may be all that is left of it. */
  private void rehome(Connection connection, Statement sql) throws SQLException {
    Statements statements = new Statements(connection);
    for (long no : numbers(sql, StoreChecks.STRAYS)) {
      String id = UUID.randomUUID().toString();
      PreparedStatement enter =
          statements.prepare(
              "INSERT INTO session (no, id, cwd, title, created_at, updated_at, last_seq)"
                  + " SELECT ?, ?, '/', 'Recovered session', min(at), max(at), max(key) & 4294967295"
                  + " FROM event WHERE key BETWEEN ? AND ?");
      enter.setLong(1, no);
      enter.setString(2, id);
      enter.setLong(3, Rows.key(no, 0));
      enter.setLong(4, Rows.key(no, (1L << Schema.SEQ_BITS) - 1));
      enter.executeUpdate();
      Tallies.recount(statements, no);
      PreparedStatement find = statements.prepare("INSERT OR IGNORE INTO search_mark VALUES (?)");
      find.setLong(1, no);
      find.executeUpdate();
      String cwd = cwd(connection, id);
      if (cwd != null) {
        PreparedStatement set = statements.prepare("UPDATE session SET cwd = ? WHERE no = ?");
        set.setString(1, cwd);
        set.setLong(2, no);
        set.executeUpdate();
      }
      done.add(
          Finding.note(
              "repair.orphans",
              "Events that had lost their session are now the session "
                  + id
                  + ", \"Recovered session\"."));
    }
  }

  private static List<Long> numbers(Statement sql, String question) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (ResultSet row = sql.executeQuery(question)) {
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
    }
    return numbers;
  }

  private static @Nullable String cwd(Connection connection, String id) throws SQLException {
    // Not closed: that would close the connection.
    ReadConnection reader =
        new ReadConnection(connection, new EventCodec(), Holder::self, Damages.none());
    reader.begin(new SessionId(id), 0);
    try {
      for (Entry entry : reader.page(10, 1 << 20)) {
        if (entry.event() instanceof Event.SessionOpened opened) {
          return opened.cwd();
        }
      }
      return null;
    } finally {
      reader.rest();
    }
  }
}
