package acp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one connection: each is compiled when first needed and then kept, because
 * compiling takes longer than running. One thread at a time.
 */
final class Statements implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private @Nullable Compression compression;

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** The statement, ready to be given its values. */
  PreparedStatement prepare(String text) throws SQLException {
    PreparedStatement statement = prepared.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      prepared.put(text, statement);
    }
    return statement;
  }

  /** It failed: the driver has ended it, if it did so with its first row, and it is made anew. */
  void drop(String text) throws SQLException {
    PreparedStatement statement = prepared.remove(text);
    if (statement != null) {
      statement.close();
    }
  }

  /** With what the rows that go over this connection are packed; ends with it. */
  Compression compression() {
    Compression known = compression;
    if (known == null) {
      known = new Compression();
      compression = known;
    }
    return known;
  }

  /** Runs what is needed once, and not kept. */
  void once(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /** The number that the statement answers with; 0 when it answers with no row. */
  static long number(PreparedStatement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    Compression known = compression;
    if (known != null) {
      known.close();
    }
    connection.close();
  }
}
