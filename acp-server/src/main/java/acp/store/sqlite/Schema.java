package acp.store.sqlite;

import acp.session.JournalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * The tables, and how a store of an older version becomes one of this.
 *
 * <p>The file's {@code user_version} says how many {@link Migrations} it has seen, and its table
 * {@code migration} which: a store whose steps were others than ours is refused, since what stands
 * in it is not what we believe. All steps that a file lacks are done in one transaction, in which
 * the version is read again: two processes may start together. Before it a store that holds
 * sessions is copied. Opening a store that is up to date costs two queries.
 */
final class Schema {
  /** Says in the file's header whose it is: "ACPS". */
  static final int APPLICATION_ID = 0x41435053;

  /** A session's events are neighbours in the file: their keys begin with its number. */
  static final int SEQ_BITS = 32;

  static final int VERSION = Migrations.ALL.size();

  private static final String LEDGER =
      """
      CREATE TABLE IF NOT EXISTS migration (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        checksum INTEGER NOT NULL, -- CRC-32 of its text
        done_at INTEGER NOT NULL
      ) STRICT\
      """;

  /** How often to try for what another process may be doing at the same moment. */
  private static final int ATTEMPTS = 20;

  private final Database database;

  Schema(Database database) {
    this.database = database;
  }

  /**
   * Makes the store behind the connection one of this version.
   *
   * @throws JournalException if it is not a store of ours, one of a newer version, or one that was
   *     made by other steps; or if there is no room for the copy
   */
  void upgrade(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      int version = version(sql);
      if (version > VERSION) {
        throw newer(version);
      }
      if (version == VERSION) {
        checkLedger(sql, version);
        return;
      }
      if (hasLedger(sql)) {
        checkLedger(sql, version); // before there is a copy with each start
      }
      prepareFile(sql, version);
      if (version > 0 && holdsSessions(sql)) {
        new Backups(database).beforeUpgrade(sql, version);
      }
      sql.execute("BEGIN IMMEDIATE");
      migrate(connection, sql);
      sql.execute("COMMIT");
    }
  }

  /**
   * Makes sure that the store can be read as it is.
   *
   * @throws JournalException if it is not a store of ours, or one that must be upgraded first
   */
  void checkReadable(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      if (version(sql) < VERSION) {
        throw new JournalException(
            "The session store "
                + database.name()
                + " is of an older version; start once without --read-only, so that it is upgraded",
            null);
      }
    }
  }

  /** What is said of a store that another, newer program has made its own. */
  JournalException newer(int version) {
    return new JournalException(
        "The session store "
            + database.name()
            + " was upgraded by a newer version of this program (to schema "
            + version
            + ", and this one knows "
            + VERSION
            + "); restart with the newer one, or look at the sessions with --read-only",
        null);
  }

  private int version(Statement sql) throws SQLException {
    int owner;
    int version;
    try (ResultSet row =
        sql.executeQuery(
            "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version")) {
      owner = row.getInt(1);
      version = row.getInt(2);
    }
    if (owner != APPLICATION_ID && (owner != 0 || version != 0 || isForeign(sql))) {
      throw new JournalException(
          "The session store "
              + database.name()
              + " belongs to another program; move the file out of the way to begin anew",
          null);
    }
    return version;
  }

  /**
   * True if an unmarked store holds something all the same. Where it does it is looked again, since
   * another process of ours may have made it between the two looks.
   */
  private static boolean isForeign(Statement sql) throws SQLException {
    return count(sql, "SELECT count(*) FROM sqlite_schema") > 0
        && count(sql, "PRAGMA application_id") != APPLICATION_ID;
  }

  private static boolean holdsSessions(Statement sql) throws SQLException {
    return count(sql, "SELECT EXISTS (SELECT 1 FROM session)") != 0;
  }

  private static int count(Statement sql, String question) throws SQLException {
    try (ResultSet row = sql.executeQuery(question)) {
      return row.getInt(1);
    }
  }

  /** What the file remembers for good, and what no transaction can set. */
  private static void prepareFile(Statement sql, int version) throws SQLException {
    if (version == 0) {
      // Before there is anything in it, because later it would take a copy of the whole file.
      sql.execute("PRAGMA auto_vacuum = INCREMENTAL");
    }
    writeAhead(sql);
  }

  private void migrate(Connection connection, Statement sql) throws SQLException {
    int version = version(sql);
    if (version > VERSION) {
      throw newer(version);
    }
    boolean adopted = !hasLedger(sql);
    sql.execute(LEDGER);
    if (!adopted) {
      checkLedger(sql, version);
    }
    for (int number = adopted ? 1 : version + 1; number <= VERSION; number++) {
      Migration step = Migrations.ALL.get(number - 1);
      if (number > version) {
        sql.executeUpdate(step.sql());
      }
      enter(connection, number, step);
    }
    sql.execute("PRAGMA application_id = " + APPLICATION_ID);
    sql.execute("PRAGMA user_version = " + VERSION);
  }

  static boolean hasLedger(Statement sql) throws SQLException {
    return count(sql, "SELECT count(*) FROM pragma_table_info('migration')") > 0;
  }

  /** The columns that a store of this version has and this one lacks, as table.column. */
  static List<String> missing(Statement sql) throws SQLException {
    List<String> missing = new ArrayList<>();
    try (Connection fresh = JDBC.createConnection("jdbc:sqlite::memory:", new Properties());
        Statement made = fresh.createStatement()) {
      for (Migration step : Migrations.ALL) {
        made.executeUpdate(step.sql());
      }
      missing.addAll(columns(made));
    }
    missing.removeAll(columns(sql));
    return missing;
  }

  /** Of the tables proper: to look at the search index would fail where that is damaged. */
  private static List<String> columns(Statement sql) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet row =
        sql.executeQuery(
            "SELECT t.name || '.' || c.name FROM pragma_table_list t, pragma_table_info(t.name) c"
                + " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                + " ORDER BY t.name, c.cid")) {
      while (row.next()) {
        columns.add(row.getString(1));
      }
    }
    return columns;
  }

  private static void enter(Connection connection, int number, Migration step) throws SQLException {
    try (PreparedStatement entry =
        connection.prepareStatement(
            "INSERT INTO migration (number, name, checksum, done_at) VALUES (?, ?, ?, ?)")) {
      entry.setInt(1, number);
      entry.setString(2, step.name());
      entry.setLong(3, step.checksum());
      entry.setLong(4, System.currentTimeMillis());
      entry.executeUpdate();
    }
  }

  /** The steps that the file has seen must be the first of ours. */
  void checkLedger(Statement sql, int version) throws SQLException {
    List<Migration> known = Migrations.ALL.subList(0, version);
    try (ResultSet row =
        sql.executeQuery("SELECT number, checksum FROM migration ORDER BY number")) {
      for (int i = 0; i < known.size(); i++) {
        Migration step = known.get(i);
        if (!row.next() || row.getInt(1) != i + 1 || row.getLong(2) != step.checksum()) {
          throw new JournalException(
              "The session store "
                  + database.name()
                  + " was made by another build of this program: its migration "
                  + (i + 1)
                  + " ("
                  + step.name()
                  + ") is not the one known here; use the build that made it, or move the file out"
                  + " of the way to begin anew",
              null);
        }
      }
    }
  }

  /**
   * Readers and the writer do not wait for each other. The file remembers it, so this is done once
   * in its life. Where two processes do it at once, SQLite fails the one that would have to wait,
   * whatever the busy timeout; so that one waits for the other's transaction and looks again.
   */
  private static void writeAhead(Statement sql) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        drain(sql, "PRAGMA journal_mode = WAL");
        return;
      } catch (SQLException e) {
        if (!Trouble.isBusy(e) || attempt == ATTEMPTS) {
          throw e;
        }
        sql.execute("BEGIN IMMEDIATE");
        sql.execute("ROLLBACK");
      }
    }
  }

  /** To the last row, because the deed is done, or fails, when the statement ends. */
  private static void drain(Statement sql, String pragma) throws SQLException {
    try (ResultSet row = sql.executeQuery(pragma)) {
      while (row.next()) {
        row.getString(1);
      }
    }
  }
}
