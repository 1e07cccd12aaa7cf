package acp.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * The large parts of events: each text once, packed, for all events that hold it. It goes with the
 * last of them, in the same transaction. Of one connection, one thread at a time.
 */
final class Blobs {
  private static final String FIND = "SELECT no FROM blob WHERE hash = ?";
  private static final String ADD =
      "INSERT INTO blob (hash, deflated, data) VALUES (?, ?, ?) RETURNING no";
  private static final String REFER = "INSERT INTO piece (event, n, at, blob) VALUES (?, ?, ?, ?)";
  private static final String COPY =
      "INSERT INTO piece (event, n, at, blob)"
          + " SELECT (? << 32) | (event & 4294967295), n, at, blob FROM piece"
          + " WHERE event BETWEEN ? AND ?";
  private static final String FORGET =
      "DELETE FROM piece WHERE event BETWEEN ? AND ? RETURNING blob";
  private static final String SWEEP =
      "DELETE FROM blob WHERE no = ? AND NOT EXISTS (SELECT 1 FROM piece WHERE blob = blob.no)";

  static final String PIECES =
      "SELECT p.at, b.deflated, b.data FROM piece p JOIN blob b ON b.no = p.blob"
          + " WHERE p.event = ? ORDER BY p.n";

  private final Statements statements;

  Blobs(Statements statements) {
    this.statements = statements;
  }

  /** Keeps the pieces of an event. */
  void add(long event, List<Packing.Piece> pieces) throws SQLException {
    for (int n = 0; n < pieces.size(); n++) {
      long blob = keep(Packing.bytes(pieces.get(n)));
      PreparedStatement sql = statements.prepare(REFER);
      sql.setLong(1, event);
      sql.setInt(2, n);
      sql.setInt(3, pieces.get(n).at());
      sql.setLong(4, blob);
      sql.executeUpdate();
    }
  }

  private long keep(byte[] text) throws SQLException {
    byte[] hash = Packing.hash(text);
    PreparedStatement find = statements.prepare(FIND);
    find.setBytes(1, hash);
    long known = Statements.number(find);
    if (known != 0) {
      return known;
    }
    byte[] data = Packing.deflated(text);
    PreparedStatement add = statements.prepare(ADD);
    add.setBytes(1, hash);
    add.setInt(2, data.length < text.length ? 1 : 0);
    add.setBytes(3, data);
    long no = Statements.number(add);
    add.clearParameters(); // they would be kept until the next large event
    return no;
  }

  /** Gives the session {@code to} what the events from the one key to the other refer to. */
  void copy(long to, long first, long last) throws SQLException {
    PreparedStatement sql = statements.prepare(COPY);
    sql.setLong(1, to);
    sql.setLong(2, first);
    sql.setLong(3, last);
    sql.executeUpdate();
  }

  /** The events from the one key to the other are gone; and so is what only they referred to. */
  void forget(long first, long last) throws SQLException {
    PreparedStatement sql = statements.prepare(FORGET);
    sql.setLong(1, first);
    sql.setLong(2, last);
    List<Long> blobs = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        blobs.add(row.getLong(1));
      }
    }
    for (long blob : blobs) {
      PreparedStatement sweep = statements.prepare(SWEEP);
      sweep.setLong(1, blob);
      sweep.executeUpdate();
    }
  }

  /**
   * The data of an event, whole again.
   *
   * @throws DataFormatException if a piece is missing or is not what was written
   */
  String whole(long event, String rest, int pieces) throws SQLException, DataFormatException {
    PreparedStatement sql = statements.prepare(PIECES);
    sql.setLong(1, event);
    StringBuilder whole = new StringBuilder();
    int done = 0;
    int found = 0;
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        int at = row.getInt(1);
        if (at < done || at > rest.length()) {
          throw new DataFormatException("a piece has no place");
        }
        whole.append(rest, done, at).append(Packing.text(row.getBytes(3), row.getInt(2) != 0));
        done = at;
        found++;
      }
    }
    if (found != pieces) {
      throw new DataFormatException("of " + pieces + " pieces there are " + found);
    }
    return whole.append(rest, done, rest.length()).toString();
  }
}
