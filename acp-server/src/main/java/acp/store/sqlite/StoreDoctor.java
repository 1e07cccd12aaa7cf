package acp.store.sqlite;

import acp.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * Looks a store over, also one that cannot be opened, and mends what can be mended without losing
 * anything. Looking changes nothing. For one thread; each call opens and closes the file.
 */
public final class StoreDoctor {
  private static final int BUSY_MILLIS = 5_000;

  private final Path folder;
  private final Path file;

  /**
   * @param folder where the store is, or would be
   */
  public StoreDoctor(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.file = this.folder.resolve(Database.FILE);
  }

  /**
   * What there is to say of the store. Never fails.
   *
   * @param full true to read the whole file, which takes a while when it is large
   */
  public List<Finding> examine(boolean full) {
    List<Finding> found = new ArrayList<>(StoreFiles.examine(folder));
    if (Files.isRegularFile(file) && Files.isReadable(file)) {
      found.addAll(inside(full));
    }
    return found;
  }

  private List<Finding> inside(boolean full) {
    Finding shape = StoreFiles.shape(file);
    if (shape != null) {
      return List.of(shape);
    }
    // Before there is a connection: to close a file takes the process's locks on it away.
    if (StoreFiles.isCut(file)) {
      return List.of(
          Finding.problem(
              "store.integrity",
              "The store is cut off: it holds "
                  + StoreFiles.megabytes(StoreFiles.size(file))
                  + " of "
                  + StoreFiles.megabytes(StoreFiles.declared(file))
                  + ".",
              StoreChecks.SAVE));
    }
    try (Connection connection = connect(file, true);
        Statement sql = connection.createStatement()) {
      return new StoreChecks(folder, sql, full).all();
    } catch (SQLException e) {
      return List.of(
          Finding.problem(
              "store.open", Trouble.of(e, file.toString()).getMessage() + ".", StoreFiles.MEND));
    }
  }

  /**
   * Mends what can be mended, and says what it did; empty if nothing had to be done. Before
   * anything is changed the store is copied. Never fails: what could not be done is told.
   */
  public List<Finding> repair() {
    List<Finding> done = new ArrayList<>(StoreFiles.tighten(folder));
    if (!Files.isRegularFile(file)) {
      return done;
    }
    try {
      done.addAll(new StoreRepair(folder).run());
    } catch (SQLException | IOException | RuntimeException e) {
      done.add(
          Finding.problem(
              "repair.store",
              "The store could not be repaired: " + Trouble.of(e, file.toString()).getMessage(),
              "Nothing was lost: what was there is where it was."));
    }
    return done;
  }

  /** Figures and the schema, for whoever looks for a fault from afar; no content. Never fails. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(StoreFiles.facts(folder));
    if (!Files.isRegularFile(file)) {
      return facts;
    }
    try (Connection connection = connect(file, true);
        Statement sql = connection.createStatement()) {
      for (String pragma :
          List.of(
              "application_id",
              "user_version",
              "journal_mode",
              "page_size",
              "page_count",
              "freelist_count",
              "auto_vacuum")) {
        facts.put(pragma, text(sql, "PRAGMA " + pragma));
      }
      facts.put("sqlite", text(sql, "SELECT sqlite_version()"));
      for (String table : StoreChecks.tables(sql)) {
        facts.put("rows in " + table, text(sql, "SELECT count(*) FROM \"" + table + "\""));
      }
      facts.put(
          "schema",
          text(sql, "SELECT group_concat(sql, char(10)) FROM sqlite_schema WHERE sql NOT NULL"));
    } catch (SQLException e) {
      facts.put("trouble", String.valueOf(Trouble.of(e, file.toString()).getMessage()));
    }
    return facts;
  }

  private static @Nullable String text(Statement sql, String question) throws SQLException {
    try (ResultSet row = sql.executeQuery(question)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  /** A connection that reads what can be read, whatever is wrong with the rest. */
  static Connection connectDamaged(Path file) throws SQLException {
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + file.toUri(), new Properties());
    try (Statement sql = connection.createStatement()) {
      // Else a file that is shorter than it says, or has one bad line in its schema, is refused.
      sql.execute("PRAGMA writable_schema = ON");
      sql.execute("PRAGMA cell_size_check = ON");
      sql.execute("PRAGMA query_only = ON");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that neither makes nor upgrades anything. */
  static Connection connect(Path file, boolean readOnly) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
    String uri = "jdbc:sqlite:" + file.toUri() + (readOnly ? "?mode=ro" : "?mode=rw");
    Connection connection = JDBC.createConnection(uri, settings);
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SELECT count(*) FROM sqlite_schema")) {
      row.next();
      return connection;
    } catch (SQLException e) {
      connection.close();
      if (readOnly && Trouble.cannotOpen(e)) {
        // A folder that takes no files: nobody writes, so nobody need be known of.
        return JDBC.createConnection(uri + "&immutable=1", settings);
      }
      throw e;
    }
  }
}
