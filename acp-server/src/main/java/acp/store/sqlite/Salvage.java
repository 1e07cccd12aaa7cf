package acp.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/**
 * Copies what can be read of a damaged store into a new one, row by row. Where a page cannot be
 * read, the rows behind it are looked for by their keys, in ever smaller ranges, so that only those
 * on the page itself are lost. A row whose key can be read and whose content cannot leaves a mark
 * in its place. One thread.
 */
final class Salvage {
  /** Of processes that are gone, or of the store itself. */
  private static final Set<String> LEFT_OUT = Set.of("migration", "lease", "upkeep");

  /** All sessions are to be gone through again for what can be found. */
  static final String SEARCHED_LATER =
      "INSERT OR REPLACE INTO upkeep (name, value)"
          + " SELECT 'search.backlog', CAST(max(no) AS TEXT) FROM session HAVING count(*) > 0";

  /** How often a key is tried for in vain before the rest of a table is given up. */
  private static final int MAX_PROBES = 500_000;

  /** The same of a session of which nobody knows how long it is. */
  private static final int MAX_GUESSES = 2_000;

  private static final int AT_ONCE = 5_000;
  private static final long MAX_SEQ = (1L << Schema.SEQ_BITS) - 1;

  /** As many rows as a table has at most that has lost its end. */
  private static final long MANY = 1L << 24;

  private final Connection from;
  private final Connection to;
  private final Map<String, Long> copied = new LinkedHashMap<>();
  private long lost;
  private long emptied;
  private int probes;
  private int pending;

  private Salvage(Connection from, Connection to) {
    this.from = from;
    this.to = to;
  }

  /**
   * What came of it.
   *
   * @param copied how many rows of each table
   * @param lost how many keys there were, or may have been, whose rows are lost
   * @param emptied how many events stand without their content
   */
  record Result(Map<String, Long> copied, long lost, long emptied) {
    Result {
      copied = Map.copyOf(copied);
    }

    long rows() {
      return copied.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Does it.
   *
   * @param damaged is only read
   * @param fresh a store of this version, in which nothing stands
   */
  static Result copy(Path damaged, Connection fresh) throws SQLException {
    try (Connection from = StoreDoctor.connectDamaged(damaged);
        Statement into = fresh.createStatement()) {
      into.execute("PRAGMA synchronous = OFF"); // it is synced as a whole when it is complete
      Salvage salvage = new Salvage(from, fresh);
      into.execute("BEGIN IMMEDIATE");
      salvage.table("session"); // these say how far the events go
      for (String table : StoreChecks.tables(into)) {
        if (!LEFT_OUT.contains(table) && !DerivedTables.has(table) && !table.equals("session")) {
          salvage.table(table);
        }
      }
      salvage.imports();
      into.execute("COMMIT");
      return new Result(salvage.copied, salvage.lost, salvage.emptied);
    }
  }

  /** What was imported must stay known as that: see {@link Imports}. */
  private void imports() throws SQLException {
    try (Statement sql = from.createStatement();
        PreparedStatement insert =
            to.prepareStatement("INSERT OR IGNORE INTO upkeep (name, value) VALUES (?, ?)");
        ResultSet row =
            sql.executeQuery("SELECT name, value FROM upkeep WHERE name GLOB 'imported.*'")) {
      while (row.next()) {
        insert.setString(1, row.getString(1));
        insert.setString(2, row.getString(2));
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      lost += Trouble.isMistake(e) ? 0 : unreadable(e, 1); // an older store has no such table
    }
  }

  private void table(String table) throws SQLException {
    List<String> columns = columns(to, table);
    columns.retainAll(columns(from, table));
    if (columns.isEmpty()) {
      return; // an older store has no such table
    }
    probes = MAX_PROBES;
    if (hasRowid(table)) {
      Numbered rows = new Numbered(table, columns);
      if (table.equals("event")) {
        events(rows);
      } else {
        rows.range(0, last(table, MANY));
      }
    } else {
      all(table, columns);
    }
  }

  private void events(Numbered rows) throws SQLException {
    int left = MAX_PROBES;
    long last = Math.max(last("session", 0), last("event", 0) >> Schema.SEQ_BITS);
    try (PreparedStatement ask = to.prepareStatement("SELECT last_seq FROM session WHERE no = ?")) {
      for (long no = 1; no <= last; no++) {
        ask.setLong(1, no);
        long seqs = Statements.number(ask);
        long first = no << Schema.SEQ_BITS;
        probes = left;
        rows.range(first, first | seqs);
        left = probes;
        probes = Math.min(left, MAX_GUESSES); // there should be none behind, and yet there may be
        rows.range((first | seqs) + 1, first | MAX_SEQ);
      }
    }
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement sql =
        connection.prepareStatement("SELECT name FROM pragma_table_info(?)")) {
      sql.setString(1, table);
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          columns.add(row.getString(1));
        }
      }
    }
    return columns;
  }

  private boolean hasRowid(String table) throws SQLException {
    try (PreparedStatement sql =
        to.prepareStatement(
            "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?")) {
      sql.setString(1, table);
      return Statements.number(sql) == 0;
    }
  }

  /** The largest key of a table, or {@code otherwise} if that cannot be read. */
  private long last(String table, long otherwise) throws SQLException {
    try (Statement sql = from.createStatement()) {
      return StoreChecks.number(sql, "SELECT max(rowid) FROM " + table);
    } catch (SQLException e) {
      return unreadable(e, otherwise);
    }
  }

  private static <T> T unreadable(SQLException failure, T otherwise) throws SQLException {
    if (!Trouble.isCorrupt(failure)) {
      throw failure;
    }
    return otherwise;
  }

  /** A table without numbers: to its end, or to where it is damaged. */
  private void all(String table, List<String> columns) throws SQLException {
    String names = String.join(", ", columns);
    try (Statement sql = from.createStatement();
        PreparedStatement insert = to.prepareStatement(insert(table, columns));
        ResultSet row = sql.executeQuery("SELECT " + names + " FROM " + table)) {
      while (row.next()) {
        insert(table, insert, row, 1, columns.size());
      }
    } catch (SQLException e) {
      lost += unreadable(e, 1);
    }
  }

  private static String insert(String table, List<String> columns) {
    return "INSERT OR IGNORE INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + "?, ".repeat(columns.size() - 1)
        + "?)";
  }

  private void insert(String table, PreparedStatement insert, ResultSet row, int first, int columns)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      values.add(row.getObject(first + i)); // fails here if the content cannot be read
    }
    for (int i = 0; i < columns; i++) {
      insert.setObject(i + 1, values.get(i));
    }
    try {
      if (insert.executeUpdate() > 0) {
        copied.merge(table, 1L, Long::sum);
      }
    } catch (SQLiteException e) {
      if (Trouble.concernsAll(e)) {
        throw e;
      }
      lost++; // it is not what such a row is
    }
    if (++pending % AT_ONCE == 0) {
      try (Statement sql = to.createStatement()) {
        sql.execute("COMMIT");
        sql.execute("BEGIN IMMEDIATE");
      }
    }
  }

  /** One table whose rows have numbers. */
  private final class Numbered {
    private final String table;
    private final List<String> columns;
    private final String select;

    Numbered(String table, List<String> columns) {
      this.table = table;
      this.columns = columns;
      this.select = "SELECT rowid, " + String.join(", ", columns) + " FROM " + table;
    }

    /** Copies all from the one number to the other. */
    void range(long low, long high) throws SQLException {
      long next = low;
      while (next <= high) {
        long reached = stream(next, high);
        if (reached > high) {
          return;
        }
        next = reached;
        if (probes-- <= 0) {
          lost++;
          return;
        }
        long key = firstKey(next, high);
        if (key == NONE) {
          return;
        }
        if (key == CORRUPT) {
          if (next == high) {
            lost++;
            return;
          }
          long middle = next + (high - next) / 2;
          range(next, middle);
          next = middle + 1;
        } else {
          single(key);
          next = key + 1;
        }
      }
    }

    private static final long NONE = -1;
    private static final long CORRUPT = -2;

    /** Copies as far as it goes; where it broke off, or beyond {@code high}. */
    private long stream(long low, long high) throws SQLException {
      long next = low;
      try (PreparedStatement sql =
              from.prepareStatement(select + " WHERE rowid BETWEEN ? AND ? ORDER BY rowid");
          PreparedStatement insert = to.prepareStatement(insert(table, columns))) {
        sql.setLong(1, low);
        sql.setLong(2, high);
        try (ResultSet row = sql.executeQuery()) {
          while (row.next()) {
            long key = row.getLong(1);
            if (key < next || key > high) {
              return next; // the tree goes in circles
            }
            insert(table, insert, row, 2, columns.size());
            next = key + 1;
          }
        }
        return Long.MAX_VALUE;
      } catch (SQLException e) {
        return unreadable(e, next);
      }
    }

    private long firstKey(long low, long high) throws SQLException {
      try (PreparedStatement sql =
          from.prepareStatement(
              "SELECT rowid FROM "
                  + table
                  + " WHERE rowid BETWEEN ? AND ? ORDER BY rowid LIMIT 1")) {
        sql.setLong(1, low);
        sql.setLong(2, high);
        try (ResultSet row = sql.executeQuery()) {
          if (!row.next()) {
            return NONE;
          }
          long key = row.getLong(1);
          return key < low || key > high ? CORRUPT : key;
        }
      } catch (SQLException e) {
        return unreadable(e, CORRUPT);
      }
    }

    /** A row whose key can be read; its content, as far as it goes. */
    private void single(long key) throws SQLException {
      if (stream(key, key) > key) {
        return;
      }
      if (!table.equals("event")) {
        lost++;
        return;
      }
      emptied++;
      try (PreparedStatement sql =
          from.prepareStatement("SELECT at, type FROM event WHERE key = ?")) {
        sql.setLong(1, key);
        try (ResultSet row = sql.executeQuery()) {
          keepPlace(key, row.getLong(1), row.getString(2));
        }
      } catch (SQLException e) {
        keepPlace(key, 0, unreadable(e, ""));
      }
    }

    private void keepPlace(long key, long at, @Nullable String type) throws SQLException {
      try (PreparedStatement event =
              to.prepareStatement(
                  "INSERT OR IGNORE INTO event (key, at, type, data) VALUES (?, ?, ?, '')");
          PreparedStatement damage =
              to.prepareStatement(
                  "INSERT OR IGNORE INTO damage (event, found_at, problem) VALUES (?, ?, ?)")) {
        event.setLong(1, key);
        event.setLong(2, at);
        event.setString(3, type == null ? "" : type);
        event.executeUpdate();
        damage.setLong(1, key);
        damage.setLong(2, System.currentTimeMillis());
        damage.setString(3, "its content was lost with a page of the file");
        damage.executeUpdate();
      }
    }
  }
}
