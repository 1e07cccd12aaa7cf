package acp.store.sqlite;

import acp.session.JournalException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, and how a store of an older version becomes one of this.
 *
 * <p>A migration is a list of statements; its number is its place in {@link #MIGRATIONS}, and the
 * file's {@code user_version} says how many it has seen. They are added, never changed. All that a
 * file lacks are done in one transaction, in which the version is read again: two processes may
 * start together. Opening a store that is up to date costs one query.
 */
final class Schema {
  /** Says in the file's header whose it is: "ACPS". */
  static final int APPLICATION_ID = 0x41435053;

  /** A session's events are neighbours in the file: their keys begin with its number. */
  static final int SEQ_BITS = 32;

  private static final List<List<String>> MIGRATIONS =
      List.of(
          List.of(
              """
              CREATE TABLE session (
                no INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                parent_id TEXT,
                cwd TEXT NOT NULL,
                title TEXT,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                last_seq INTEGER NOT NULL
              ) STRICT\
              """,
              "CREATE INDEX session_by_time ON session (updated_at DESC, id)",
              "CREATE INDEX session_by_cwd ON session (cwd, updated_at DESC, id)",
              """
              CREATE TABLE event (
                key INTEGER PRIMARY KEY, -- session.no << 32 | seq
                at INTEGER NOT NULL,
                type TEXT NOT NULL,
                data TEXT NOT NULL
              ) STRICT\
              """),
          List.of(
              "ALTER TABLE session ADD COLUMN deleted_at INTEGER",
              "DROP INDEX session_by_time",
              "DROP INDEX session_by_cwd",
              "CREATE INDEX session_by_time ON session (updated_at DESC, id)"
                  + " WHERE deleted_at IS NULL",
              "CREATE INDEX session_by_cwd ON session (cwd, updated_at DESC, id)"
                  + " WHERE deleted_at IS NULL"),
          List.of(
              """
              CREATE TABLE permission_rule (
                id INTEGER PRIMARY KEY AUTOINCREMENT, -- what was revoked is never meant again
                project TEXT, -- null for everywhere
                tool TEXT NOT NULL,
                match TEXT NOT NULL,
                path TEXT NOT NULL,
                exact INTEGER NOT NULL,
                effect TEXT NOT NULL,
                made_at INTEGER NOT NULL
              ) STRICT\
              """,
              "CREATE INDEX permission_rule_by_project ON permission_rule (project)",
              """
              CREATE TABLE permission_audit (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                project TEXT NOT NULL,
                session_id TEXT NOT NULL,
                call_id TEXT NOT NULL,
                tool TEXT NOT NULL,
                subject TEXT NOT NULL,
                allowed INTEGER NOT NULL,
                basis TEXT NOT NULL,
                rule TEXT
              ) STRICT\
              """,
              "CREATE INDEX permission_audit_by_project ON permission_audit (project, at)",
              "CREATE INDEX permission_audit_by_session ON permission_audit (session_id, at)"));

  static final int VERSION = MIGRATIONS.size();

  /** How often to try for what another process may be doing at the same moment. */
  private static final int ATTEMPTS = 20;

  /**
   * Makes the store behind the connection one of this version.
   *
   * @throws JournalException if it is not a store of ours, or one of a newer version
   */
  static void upgrade(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      if (version(sql) == VERSION) {
        return;
      }
      writeAhead(sql);
      sql.execute("BEGIN IMMEDIATE");
      for (List<String> migration : MIGRATIONS.subList(version(sql), VERSION)) {
        for (String statement : migration) {
          sql.execute(statement);
        }
      }
      sql.execute("PRAGMA application_id = " + APPLICATION_ID);
      sql.execute("PRAGMA user_version = " + VERSION);
      sql.execute("COMMIT");
    }
  }

  private static int version(Statement sql) throws SQLException {
    int owner;
    int version;
    try (ResultSet row =
        sql.executeQuery(
            "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version")) {
      owner = row.getInt(1);
      version = row.getInt(2);
    }
    if (version > VERSION && owner == APPLICATION_ID) {
      throw new JournalException(
          "The session store was written by a newer version of this program; update this one",
          null);
    }
    if (owner != APPLICATION_ID && (owner != 0 || version != 0 || isForeign(sql))) {
      throw new JournalException(
          "The session store belongs to another program; move its file out of the way to begin"
              + " anew",
          null);
    }
    return version;
  }

  /**
   * True if an unmarked store holds something all the same. Where it does it is looked again, since
   * another process of ours may have made it between the two looks.
   */
  private static boolean isForeign(Statement sql) throws SQLException {
    return number(sql, "SELECT count(*) FROM sqlite_schema") > 0
        && number(sql, "PRAGMA application_id") != APPLICATION_ID;
  }

  private static int number(Statement sql, String question) throws SQLException {
    try (ResultSet row = sql.executeQuery(question)) {
      return row.getInt(1);
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

  private Schema() {}
}
