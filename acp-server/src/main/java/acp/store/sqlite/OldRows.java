package acp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Packs the rows of events that were there before {@link Step8Packing}, and counts the turns of
 * sessions again whose commands were taken for turns, once in the life of a store: from the lowest
 * key to the highest, a step at a time. What is packed is chosen and made outside of any
 * transaction, so that a step holds the store for some milliseconds only; and a row that was
 * replaced meanwhile is left as it is. How far it came is remembered in the transaction of the
 * step, so that a killed process costs at most the work of one, and of several processes one does
 * each. On a connection of its own, one thread at a time.
 */
final class OldRows implements AutoCloseable {
  /** At most so many are looked at in a step. */
  static final int STEP_ROWS = 500;

  /** And about so much text of theirs, in UTF-16 units. */
  private static final int STEP_CHARS = 1 << 20;

  /** What is remembered when there is nothing more to do. */
  private static final String ALL = "all";

  private static final String BEGUN = "INSERT OR IGNORE INTO upkeep (name, value) VALUES (?, '0')";
  private static final String FAR = "SELECT value FROM upkeep WHERE name = ?";
  private static final String CLAIM = "UPDATE upkeep SET value = ? WHERE name = ? AND value = ?";
  private static final String NAME = "packed";
  private static final String COMMAND = "command_run";

  private static final String NEXT =
      "SELECT key, at, type, pieces, CASE WHEN packed IS NULL AND length(data) >= "
          + Compression.LEAST
          + " AND type NOT IN ("
          + Rows.PLAIN.stream().map(type -> "'" + type + "'").collect(Collectors.joining(", "))
          + ") THEN data END FROM event WHERE key > ? ORDER BY key LIMIT "
          + STEP_ROWS;

  /**
   * Taken out and put in again, since a page whose rows only become smaller is never joined with
   * its neighbours: nothing would be won.
   */
  private static final String TAKE = "DELETE FROM event WHERE key = ? AND data = ?";

  private static final String PUT =
      "INSERT INTO event (key, at, type, data, pieces, packed) VALUES (?, ?, ?, '', ?, ?)";

  private final Statements statements;
  private final Compression compression = new Compression();

  /** Closing it leaves the connection open. */
  OldRows(Connection connection) {
    this.statements = new Statements(connection);
  }

  /** A row, and what it will be. */
  static final class Row {
    private final long key;
    private final long at;
    private final String type;
    private final @Nullable Object pieces;
    private final String data;
    private final byte[] packed;

    Row(ResultSet row, String data, byte[] packed) throws SQLException {
      this.key = row.getLong(1);
      this.at = row.getLong(2);
      this.type = row.getString(3);
      this.pieces = row.getObject(4);
      this.data = data;
      this.packed = packed;
    }
  }

  /** What a step is to do: the rows behind one key up to another, as they were when looked at. */
  record Chosen(String from, String to, List<Row> rows, Set<Long> commanded) {
    Chosen {
      rows = List.copyOf(rows);
      commanded = Set.copyOf(commanded);
    }
  }

  /**
   * Some more of them.
   *
   * @return false if nothing is left, or another process is at it
   */
  boolean step() throws SQLException {
    Chosen chosen = choose();
    return chosen != null && replace(chosen);
  }

  /** What is to be done next; null if nothing is. */
  @Nullable Chosen choose() throws SQLException {
    String from = far();
    if (from.equals(ALL)) {
      return null;
    }
    List<Row> rows = new ArrayList<>();
    Set<Long> commanded = new HashSet<>();
    String to = next(Long.parseLong(from), rows, commanded);
    return new Chosen(from, to, rows, commanded);
  }

  /** Does it, but for what was done or changed meanwhile; as {@link #step}. */
  boolean replace(Chosen chosen) throws SQLException {
    statements.once("BEGIN IMMEDIATE");
    boolean ours = claim(chosen.from, chosen.to);
    if (ours) {
      for (Row row : chosen.rows) {
        replace(row);
      }
      for (long session : chosen.commanded) {
        Tallies.recountTurns(statements, session);
      }
    }
    statements.once("COMMIT");
    return ours && !chosen.to.equals(ALL);
  }

  /** How far it came. */
  private String far() throws SQLException {
    PreparedStatement begun = statements.prepare(BEGUN);
    begun.setString(1, NAME);
    PreparedStatement far = statements.prepare(FAR);
    far.setString(1, NAME);
    String value = text(far);
    if (value == null) {
      begun.executeUpdate();
      value = text(far);
    }
    return value == null || !value.matches("[0-9]{1,18}") ? ALL : value;
  }

  private static @Nullable String text(PreparedStatement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /**
   * Adds those behind {@code from} that are worth it, and the sessions in which commands were run;
   * how far it looked.
   */
  private String next(long from, List<Row> rows, Set<Long> commanded) throws SQLException {
    PreparedStatement sql = statements.prepare(NEXT);
    sql.setLong(1, from);
    String to = ALL;
    int chars = 0;
    try (ResultSet row = sql.executeQuery()) {
      while (chars < STEP_CHARS && row.next()) {
        to = Long.toString(row.getLong(1));
        if (COMMAND.equals(row.getString(3))) {
          commanded.add(row.getLong(1) >> Schema.SEQ_BITS);
        }
        String data = row.getString(5);
        byte[] packed = data == null ? null : compression.pack(data);
        if (data != null) {
          chars += data.length();
        }
        if (data != null && packed != null && unpacks(packed, data)) {
          rows.add(new Row(row, data, packed));
        }
      }
    }
    return to;
  }

  /** Nobody has another copy, so it is tried before the row is replaced. */
  private boolean unpacks(byte[] packed, String data) {
    try {
      return compression.unpack(packed).equals(data);
    } catch (DataFormatException e) {
      return false;
    }
  }

  /** False if another process has done this step. */
  private boolean claim(String from, String to) throws SQLException {
    PreparedStatement sql = statements.prepare(CLAIM);
    sql.setString(1, to);
    sql.setString(2, NAME);
    sql.setString(3, from);
    return sql.executeUpdate() == 1;
  }

  private void replace(Row row) throws SQLException {
    PreparedStatement take = statements.prepare(TAKE);
    take.setLong(1, row.key);
    take.setString(2, row.data);
    if (take.executeUpdate() == 0) {
      return;
    }
    PreparedStatement put = statements.prepare(PUT);
    put.setLong(1, row.key);
    put.setLong(2, row.at);
    put.setString(3, row.type);
    put.setObject(4, row.pieces);
    put.setBytes(5, row.packed);
    put.executeUpdate();
  }

  @Override
  public void close() {
    compression.close();
  }
}
