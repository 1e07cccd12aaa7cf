package acp.store.sqlite;

import acp.doctor.Finding;
import acp.session.JournalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What stands in the store, and whether it fits together. Reads only. */
final class StoreChecks {
  static final String SAVE =
      "Run acp-server doctor --repair, which saves what can be read, or put a copy in its place.";

  private static final String OTHER =
      "Use the build that made the store, put a copy in its place, or move the file out of the way"
          + " to begin anew.";

  private static final int SHOWN = 5;

  /** Events whose session has no row. Goes from session to session, not from event to event. */
  static final String STRAYS =
      """
      WITH RECURSIVE s(no) AS (
        SELECT min(key) >> 32 FROM event
        UNION ALL
        SELECT (SELECT min(key) >> 32 FROM event WHERE key > (s.no << 32 | 4294967295))
        FROM s WHERE s.no IS NOT NULL)
      SELECT no FROM s WHERE no IS NOT NULL AND no NOT IN (SELECT no FROM session)\
      """;

  /** Sessions whose events go further than their row says: nothing could be appended to them. */
  static final String BEHIND =
      """
      SELECT no, coalesce((SELECT max(key) & 4294967295 FROM event
        WHERE key BETWEEN session.no << 32 AND (session.no << 32 | 4294967295)), 0) AS last
      FROM session WHERE last > last_seq\
      """;

  static final String LOST_PIECES =
      "SELECT DISTINCT event FROM piece WHERE event NOT IN (SELECT key FROM event)";
  static final String LOST_BLOBS = "SELECT no FROM blob WHERE no NOT IN (SELECT blob FROM piece)";
  static final String STALE_DRAFTS =
      "SELECT id FROM session WHERE id >= 'draft:' AND id < 'draft;' AND deleted_at < ";
  static final String LEASES =
      "SELECT session, owner, host, pid_space, boot, pid, started, seen_at FROM lease";

  private static final String INCOMPLETE =
      "SELECT count(DISTINCT event) FROM piece WHERE blob NOT IN (SELECT no FROM blob)";

  /** A row of few events is quickly read, and a session without any is not worth much. */
  private static final String EMPTY =
      """
      SELECT count(*) FROM session WHERE deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM event
        WHERE key BETWEEN session.no << 32 AND (session.no << 32 | 4294967295))\
      """;

  private static final Duration STALE = Duration.ofDays(1);

  private final Path folder;
  private final Statement sql;
  private final boolean full;
  private final Backups backups;
  private final List<Finding> found = new ArrayList<>();

  StoreChecks(Path folder, Statement sql, boolean full) {
    this(folder, sql, full, new Backups(Database.plain(folder)));
  }

  /** For tests of copies. */
  StoreChecks(Path folder, Statement sql, boolean full, Backups backups) {
    this.folder = folder;
    this.sql = sql;
    this.full = full;
    this.backups = backups;
  }

  List<Finding> all() throws SQLException {
    if (!owner()) {
      return found;
    }
    List<String> tables = tables(sql);
    if (tables.contains("session") && tables.contains("event")) {
      found.add(
          Finding.ok(
              "store.content",
              "Sessions that are kept: "
                  + number(sql, "SELECT count(*) FROM session WHERE deleted_at IS NULL")
                  + "."));
    }
    if (integrity() && version() && tables.contains("lease")) {
      strays();
      pieces();
      sessions();
      leases();
      damages();
    }
    copies();
    return found;
  }

  /** False if it is another program's. */
  private boolean owner() throws SQLException {
    long owner = number(sql, "PRAGMA application_id");
    if (owner != Schema.APPLICATION_ID && number(sql, "SELECT count(*) FROM sqlite_schema") > 0) {
      found.add(
          Finding.problem(
              "store.open",
              folder.resolve(Database.FILE) + " belongs to another program.",
              "Move the file out of the way, or name another folder with --data-dir."));
      return false;
    }
    return true;
  }

  private boolean integrity() throws SQLException {
    List<String> problems = problems(sql, full);
    if (problems.isEmpty()) {
      found.add(
          Finding.ok(
              "store.integrity",
              full ? "All pages and indexes are sound." : "All pages of the file are sound."));
      return true;
    }
    if (DerivedTables.areAloneIn(problems, sql)) {
      found.add(
          Finding.warning(
              "store.search",
              "What searching and figures need is damaged, and no session is.",
              StoreFiles.MEND));
      return true;
    }
    found.add(
        Finding.problem(
            "store.integrity", "The store is damaged: " + String.join("; ", problems) + ".", SAVE));
    return false;
  }

  /** What is wrong with the file, the first few; empty if nothing is. */
  static List<String> problems(Statement sql, boolean full) throws SQLException {
    List<String> problems = new ArrayList<>();
    try (ResultSet row =
        sql.executeQuery(full ? "PRAGMA integrity_check(5)" : "PRAGMA quick_check(5)")) {
      while (row.next()) {
        problems.add(row.getString(1).replace('\n', ' '));
      }
    } catch (SQLException e) {
      if (!Trouble.isCorrupt(e)) {
        throw e;
      }
      problems.add("it cannot be read to its end");
    }
    return problems.equals(List.of("ok")) ? List.of() : problems;
  }

  /** False if it is not of this version, so that nothing more can be said of it. */
  private boolean version() throws SQLException {
    long version = number(sql, "PRAGMA user_version");
    if (version > Schema.VERSION) {
      found.add(
          Finding.problem(
              "store.version",
              "The store was upgraded by a newer version of this program, to schema "
                  + version
                  + "; this one knows "
                  + Schema.VERSION
                  + ".",
              "Use the newer one, or look at the sessions with --read-only."));
      return false;
    }
    boolean old = version < Schema.VERSION;
    try {
      if (!old || Schema.hasLedger(sql)) {
        new Schema(Database.plain(folder)).checkLedger(sql, Math.toIntExact(version));
      }
    } catch (JournalException e) {
      found.add(Finding.problem("store.version", e.getMessage() + ".", OTHER));
      return false;
    }
    if (old) {
      found.add(
          Finding.note(
              "store.version",
              "The store is of schema "
                  + version
                  + "; the next start makes it "
                  + Schema.VERSION
                  + ", after a copy."));
      return false;
    }
    List<String> missing = Schema.missing(sql);
    if (!missing.isEmpty()) {
      found.add(
          Finding.problem(
              "store.version",
              "The store "
                  + folder.resolve(Database.FILE)
                  + " is said to be of schema "
                  + version
                  + " and lacks "
                  + String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size())))
                  + ": another build, or another program, has made or changed it.",
              OTHER));
      return false;
    }
    found.add(Finding.ok("store.version", "The store is of schema " + version + "."));
    return true;
  }

  private void strays() throws SQLException {
    long sessions = number(sql, "SELECT count(*) FROM (" + STRAYS + ")");
    add(
        sessions == 0,
        "store.orphans",
        "Every event belongs to a session.",
        "Events of " + sessions + " sessions have lost their session.");
  }

  private void pieces() throws SQLException {
    long pieces = number(sql, "SELECT count(*) FROM (" + LOST_PIECES + ")");
    long blobs = number(sql, "SELECT count(*) FROM (" + LOST_BLOBS + ")");
    add(
        pieces + blobs == 0,
        "store.blobs",
        "All large texts belong to an event.",
        blobs
            + " large texts belong to no event, and parts of "
            + pieces
            + " events that are gone are left.");
    long incomplete = number(sql, INCOMPLETE);
    if (full) {
      incomplete =
          number(
              sql,
              "SELECT count(*) FROM event e WHERE e.pieces NOT NULL AND e.pieces <>"
                  + " (SELECT count(*) FROM piece p JOIN blob b ON b.no = p.blob WHERE p.event = e.key)");
    }
    if (incomplete > 0) {
      found.add(
          Finding.problem(
              "store.texts",
              incomplete + " events have lost a large text; they are shown without it.",
              "A copy of the store may still have it."));
    }
  }

  private void sessions() throws SQLException {
    long behind = number(sql, "SELECT count(*) FROM (" + BEHIND + ")");
    add(
        behind == 0,
        "store.sequence",
        "Every session knows its last event.",
        behind + " sessions have events that their row does not know of, and take no more.");
    long empty = number(sql, EMPTY);
    if (empty > 0) {
      found.add(
          Finding.note("store.empty", empty + " sessions have no events and cannot be opened."));
    }
    long drafts = number(sql, "SELECT count(*) FROM (" + STALE_DRAFTS + stale() + ")");
    add(
        drafts == 0,
        "store.drafts",
        "No import was left half done.",
        drafts + " imports were left half done.");
  }

  /** Drafts from before this are left behind. */
  static long stale() {
    return Instant.now().minus(STALE).toEpochMilli();
  }

  private void leases() throws SQLException {
    List<Long> dead = new ArrayList<>();
    List<Long> living = new ArrayList<>();
    owners(sql, dead, living);
    for (long pid : living) {
      found.add(Finding.note("store.leases", "Process " + pid + " is at work in a session."));
    }
    add(
        dead.isEmpty(),
        "store.leases",
        "No dead process holds a session.",
        dead.size() + " sessions are held by processes that are dead; the next prompt takes them.");
  }

  /** The pids of those who hold sessions, one for each session. */
  private static void owners(Statement sql, List<Long> dead, List<Long> living)
      throws SQLException {
    Holder self = Holder.self();
    try (ResultSet row = sql.executeQuery(LEASES)) {
      while (row.next()) {
        (isAlive(row, self) ? living : dead).add(row.getLong(6));
      }
    }
  }

  static boolean isAlive(ResultSet lease, Holder self) throws SQLException {
    Holder holder =
        new Holder(
            lease.getString(2),
            lease.getString(3),
            lease.getString(4),
            lease.getString(5),
            lease.getLong(6),
            lease.getString(7));
    return holder.isAlive(self, Instant.ofEpochMilli(lease.getLong(8)), Instant.now());
  }

  private void damages() throws SQLException {
    long damages = number(sql, "SELECT count(*) FROM damage");
    if (damages == 0) {
      found.add(Finding.ok("store.damage", "No event was found that cannot be read."));
      return;
    }
    found.add(
        Finding.warning(
            "store.damage",
            damages
                + " events cannot be read, the last found "
                + Instant.ofEpochMilli(number(sql, "SELECT max(found_at) FROM damage"))
                + "; their sessions open without them.",
            "A copy of the store from before may still have them."));
  }

  private void copies() throws SQLException {
    String noDaily = backups.noDaily(sql);
    if (noDaily != null) {
      found.add(Finding.warning("store.room", noDaily, "Make room on the disk."));
    }
    List<Path> copies = backups.all();
    if (copies.isEmpty()) {
      found.add(Finding.note("store.copies", "There is no copy of the store yet."));
      return;
    }
    int readable = 0;
    for (Path copy : copies) {
      try (Connection connection = StoreDoctor.connect(copy, true);
          Statement each = connection.createStatement()) {
        boolean ours = number(each, "PRAGMA application_id") == Schema.APPLICATION_ID;
        if (ours && (!full || problems(each, false).isEmpty())) {
          readable++;
          continue;
        }
      } catch (SQLException e) {
        // told below
      }
      found.add(
          Finding.warning("store.copies", "The copy " + copy + " cannot be used.", "Remove it."));
    }
    found.add(
        Finding.ok(
            "store.copies",
            readable
                + " copies of the store are beside it, the latest "
                + copies.getLast().getFileName()
                + "; they take "
                + StoreFiles.megabytes(copies.stream().mapToLong(StoreFiles::size).sum())
                + "."));
  }

  private void add(boolean well, String check, String good, String bad) {
    found.add(well ? Finding.ok(check, good) : Finding.warning(check, bad, StoreFiles.MEND));
  }

  /** Tables that hold rows of their own. */
  static List<String> tables(Statement sql) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet row =
        sql.executeQuery(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }

  static long number(Statement sql, String question) throws SQLException {
    try (ResultSet row = sql.executeQuery(question)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
