package acp.transfer.sqlite;

import acp.transfer.Reasons;
import acp.transfer.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A database of another program, as it was at the moment it was opened: all is read in one
 * transaction, which holds nobody up where the database keeps a write-ahead log. It is opened for
 * reading. Where that cannot be done, because it lies where nothing may be written or its program
 * died at work, a copy of it is read, which is deleted at the end. One thread.
 */
public final class ForeignDatabase implements AutoCloseable {
  private static final String WAIT_MILLIS = "5000";
  private static final int COPIES = 5;

  /** What stands beside a database and belongs to it. */
  private static final List<String> PARTS = List.of("", "-wal", "-journal");

  private final Connection connection;
  private final @Nullable Path copy;

  private ForeignDatabase(Connection connection, @Nullable Path copy) {
    this.connection = connection;
    this.copy = copy;
  }

  /**
   * Opens a database.
   *
   * @throws TransferException if it cannot be read
   */
  public static ForeignDatabase open(Path file) {
    try {
      return new ForeignDatabase(connect(file, true), null);
    } catch (SQLException e) {
      if (!isForWantOfWriting(e)) {
        throw failure(e);
      }
    }
    Path copy = null;
    try {
      copy = copyOf(file);
      return new ForeignDatabase(connect(copy, false), copy);
    } catch (SQLException e) {
      discard(copy);
      throw failure(e);
    }
  }

  private static Connection connect(Path file, boolean readOnly) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", WAIT_MILLIS);
    // As a URI, because a plain path ends for the driver at its first question mark.
    String url = "jdbc:sqlite:" + file.toAbsolutePath().toUri() + (readOnly ? "?mode=ro" : "");
    Connection connection = JDBC.createConnection(url, settings);
    try (Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA trusted_schema = OFF");
      sql.execute("PRAGMA query_only = ON");
      sql.execute("BEGIN");
      try (ResultSet row = sql.executeQuery("SELECT count(*) FROM sqlite_schema")) {
        row.next();
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static boolean isForWantOfWriting(SQLException failure) {
    return failure instanceof SQLiteException told
        && switch (SQLiteErrorCode.getErrorCode(told.getResultCode().code & 0xFF)) {
          case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_PERM -> true;
          default -> false;
        };
  }

  /** Copies until nothing has changed meanwhile. */
  private static Path copyOf(Path file) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("acp-server-import");
      for (int i = 0; i < COPIES; i++) {
        String before = state(file);
        for (String part : PARTS) {
          Path from = file.resolveSibling(file.getFileName() + part);
          if (Files.exists(from)) {
            Files.copy(from, folder.resolve("copy.db" + part), StandardCopyOption.REPLACE_EXISTING);
          } else {
            Files.deleteIfExists(folder.resolve("copy.db" + part));
          }
        }
        if (state(file).equals(before)) {
          return folder.resolve("copy.db");
        }
      }
      throw new TransferException("is being written to all the time; end its program, try again");
    } catch (IOException e) {
      discard(folder == null ? null : folder.resolve("copy.db"));
      throw new TransferException("cannot be copied: " + Reasons.of(e), e);
    }
  }

  private static String state(Path file) throws IOException {
    StringBuilder state = new StringBuilder();
    for (String part : PARTS) {
      Path each = file.resolveSibling(file.getFileName() + part);
      state.append(
          Files.exists(each) ? Files.size(each) + " " + Files.getLastModifiedTime(each) : "-");
    }
    return state.toString();
  }

  /** The columns of a table, in lower case; empty if there is no such table. */
  public Set<String> columns(String table) {
    Set<String> columns = new HashSet<>();
    try (Rows kind = rows("SELECT type FROM sqlite_schema WHERE name = ? COLLATE NOCASE", table);
        Rows all = rows("SELECT name FROM pragma_table_info(?)", table)) {
      while (kind.next() && "table".equals(kind.text(1))) {
        while (all.next()) {
          columns.add(String.valueOf(all.text(1)).toLowerCase(Locale.ROOT));
        }
      }
    }
    return columns;
  }

  /**
   * Asks; the rows come as they are taken.
   *
   * @param values texts and numbers
   */
  public Rows rows(String question, Object... values) {
    try {
      PreparedStatement sql = connection.prepareStatement(question);
      for (int i = 0; i < values.length; i++) {
        sql.setObject(i + 1, values[i]);
      }
      return new Rows(sql, sql.executeQuery());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static TransferException failure(SQLException failure) {
    SQLiteErrorCode code =
        failure instanceof SQLiteException told
            ? SQLiteErrorCode.getErrorCode(told.getResultCode().code & 0xFF)
            : SQLiteErrorCode.UNKNOWN_ERROR;
    String what =
        switch (code) {
          case SQLITE_BUSY, SQLITE_LOCKED -> "is locked by its program; end that, and try again";
          case SQLITE_NOTADB -> "is no database, or an encrypted one";
          case SQLITE_CORRUPT -> "is damaged; its program may know how to repair it";
          default -> "cannot be read as a database";
        };
    return new TransferException(what, failure);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      discard(copy);
    }
  }

  private static void discard(@Nullable Path copy) {
    if (copy == null) {
      return;
    }
    try {
      for (String part : List.of("", "-wal", "-journal", "-shm")) {
        Files.deleteIfExists(copy.resolveSibling("copy.db" + part));
      }
      Files.deleteIfExists(copy.getParent());
    } catch (IOException leftBehind) {
      // it lies among the temporary files, and is the owner's alone
    }
  }

  /** The rows that answer a question, one at a time. Columns count from 1. */
  public static final class Rows implements AutoCloseable {
    private final PreparedStatement sql;
    private final ResultSet row;

    private Rows(PreparedStatement sql, ResultSet row) {
      this.sql = sql;
      this.row = row;
    }

    /** Goes to the next row; false behind the last. */
    public boolean next() {
      try {
        return row.next();
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    /** A text; null if there is none. */
    public @Nullable String text(int column) {
      try {
        return row.getString(column);
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    /** A whole number; 0 if there is none. */
    public long number(int column) {
      try {
        return row.getLong(column);
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    /** A number; 0 if there is none. */
    public double decimal(int column) {
      try {
        return row.getDouble(column);
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    @Override
    public void close() {
      try {
        row.close();
        sql.close();
      } catch (SQLException e) {
        throw failure(e);
      }
    }
  }
}
