package acp.store.sqlite;

import acp.session.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.sqlite.JDBC;

/**
 * Where the store is, and how to connect to it. Touches neither the disk nor SQLite until the first
 * connection is asked for.
 */
final class Database {
  static final String FILE = "sessions.db";

  private final PrivateFolder folder;
  private final Duration busyTimeout;
  private final Supplier<List<String>> pragmas;

  /**
   * @param busyTimeout how long to wait for other processes
   * @param pragmas what else to say to each new connection
   */
  Database(Path folder, Duration busyTimeout, Supplier<List<String>> pragmas) {
    this.folder = new PrivateFolder(folder);
    this.busyTimeout = busyTimeout;
    this.pragmas = pragmas;
  }

  /**
   * A new connection to a store that is there and of this version. It commits each statement unless
   * told otherwise in SQL.
   *
   * @throws JournalException if the folder or the file cannot be used
   */
  Connection connect() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", Long.toString(busyTimeout.toMillis()));
    // As a URI, because a plain path ends for the driver at its first question mark.
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + file().toUri(), settings);
    try {
      Schema.upgrade(connection);
      try (Statement sql = connection.createStatement()) {
        // Without this, power loss may take back what was acknowledged.
        sql.execute("PRAGMA synchronous = FULL");
        for (String pragma : pragmas.get()) {
          sql.execute(pragma);
        }
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  private Path file() {
    try {
      return folder.file(FILE);
    } catch (IOException e) {
      throw new JournalException(
          "The folder of the session store cannot be made or used; see who may write there", e);
    }
  }

  private static void closeAfter(Connection connection, Exception failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
