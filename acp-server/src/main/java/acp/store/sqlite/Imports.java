package acp.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Up to where sessions were imported. There are few, so each is a note in {@code upkeep} rather
 * than a column of all.
 */
final class Imports {
  static final String OF =
      "SELECT CAST(value AS INTEGER) FROM upkeep WHERE name = 'imported.' || ?";
  private static final String NOTE =
      "INSERT OR REPLACE INTO upkeep (name, value) VALUES ('imported.' || ?, CAST(? AS TEXT))";
  private static final String FORGET = "DELETE FROM upkeep WHERE name = 'imported.' || ?";

  private Imports() {}

  /** The seq; 0 if it was not imported. */
  static long of(Statements statements, String session) throws SQLException {
    PreparedStatement sql = statements.prepare(OF);
    sql.setString(1, session);
    return Statements.number(sql);
  }

  static void note(Statements statements, String session, long seq) throws SQLException {
    PreparedStatement sql = statements.prepare(NOTE);
    sql.setString(1, session);
    sql.setLong(2, seq);
    sql.executeUpdate();
  }

  /** The branch of an imported session is imported as far as it is the same. */
  static void branch(Statements statements, String from, String to, long last) throws SQLException {
    long seq = of(statements, from);
    if (seq > 0) {
      note(statements, to, Math.min(seq, last));
    }
  }

  static void forget(Statements statements, String session) throws SQLException {
    PreparedStatement sql = statements.prepare(FORGET);
    sql.setString(1, session);
    sql.executeUpdate();
  }
}
