package acp.store.sqlite;

import acp.session.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

  /** A log that had to grow, because somebody read for long, is cut when it is begun anew. */
  private static final String LOG_LIMIT = "PRAGMA journal_size_limit = 16777216";

  /** What is taken out of a page is overwritten; pages that become free are not. */
  static final String OVERWRITE = "PRAGMA secure_delete = FAST";

  private final PrivateFolder folder;
  private final StoreOptions options;
  private final Supplier<List<String>> pragmas;
  private final Schema schema = new Schema(this);

  /**
   * @param pragmas what else to say to each new connection
   */
  Database(Path folder, StoreOptions options, Supplier<List<String>> pragmas) {
    this.folder = new PrivateFolder(folder);
    this.options = options;
    this.pragmas = pragmas;
  }

  /** The store of a folder with the usual options, for those who look after it. */
  static Database plain(Path folder) {
    return new Database(folder, StoreOptions.USUAL, List::of);
  }

  boolean isReadOnly() {
    return options.readOnly();
  }

  /** The store's file as people shall know it. */
  String name() {
    return folder().resolve(FILE).toString();
  }

  Path folder() {
    return folder.path();
  }

  Schema schema() {
    return schema;
  }

  /** A file of that name in the store's folder, there and closed to others. */
  Path privateFile(String name) throws IOException {
    return folder.file(name);
  }

  /** What is said to those who want to write what may only be read. */
  JournalException readOnly() {
    return new JournalException(
        "The session store "
            + name()
            + " is open for reading only; start without --read-only to go on working",
        null);
  }

  /** A failure of the store as the port wants it. */
  JournalException trouble(Throwable failure) {
    return Trouble.of(failure, name());
  }

  /**
   * A new connection to a store that is there and of this version, or at least can be read. It
   * commits each statement unless told otherwise in SQL.
   *
   * @throws JournalException if the folder or the file cannot be used
   */
  Connection connect() throws SQLException {
    return options.readOnly() ? connectToRead() : connectToWrite();
  }

  private Connection connectToWrite() throws SQLException {
    // As a URI, because a plain path ends for the driver at its first question mark.
    Connection connection = open(file().toUri().toString());
    try {
      schema.upgrade(connection);
      // Without this, power loss may take back what was acknowledged.
      say(connection, List.of("PRAGMA synchronous = FULL", LOG_LIMIT, OVERWRITE));
      say(connection, pragmas.get());
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  private Connection connectToRead() throws SQLException {
    Path file = folder().resolve(FILE);
    if (!Files.exists(file)) {
      throw new JournalException("There is no session store " + name() + " to be read", null);
    }
    try {
      return readable(file.toUri() + "?mode=ro");
    } catch (SQLException e) {
      if (!Trouble.cannotOpen(e)) {
        throw e;
      }
      // The folder takes no files, not even those by which readers and a writer know of each
      // other: so nobody writes.
      return readable(file.toUri() + "?mode=ro&immutable=1");
    }
  }

  private Connection readable(String uri) throws SQLException {
    Connection connection = open(uri);
    try {
      schema.checkReadable(connection);
      say(connection, pragmas.get());
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  private Connection open(String uri) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", Long.toString(options.busyTimeout().toMillis()));
    // Nobody asks for them, and the driver would compile a query for them behind each insert.
    settings.setProperty("jdbc.get_generated_keys", "false");
    return JDBC.createConnection("jdbc:sqlite:" + uri, settings);
  }

  private static void say(Connection connection, List<String> pragmas) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      for (String pragma : pragmas) {
        sql.execute(pragma);
      }
    }
  }

  private Path file() {
    try {
      return folder.file(FILE);
    } catch (IOException e) {
      throw new JournalException(
          "The folder of the session store "
              + name()
              + " cannot be made or used; see who may write there",
          e);
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
