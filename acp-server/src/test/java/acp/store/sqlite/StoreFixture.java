package acp.store.sqlite;

import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.session.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store in a folder of its own, and ways to get at it behind the journal. */
@Timeout(60)
abstract class StoreFixture {
  @TempDir Path temp;
  final List<SqliteJournal> opened = new CopyOnWriteArrayList<>();
  final List<String> pragmas = new CopyOnWriteArrayList<>();
  Path folder;
  SqliteJournal journal;

  final Logger logger = Logger.getLogger("acp.store");

  @BeforeEach
  void openTheJournal() {
    logger.setLevel(Level.OFF);
    folder = temp.resolve("state/store");
    journal = open(folder);
  }

  @AfterEach
  void closeTheJournals() {
    opened.forEach(SqliteJournal::close);
    logger.setLevel(null);
  }

  static void assertSays(String word, JournalException failure) {
    String sentence = String.valueOf(failure.getMessage());
    assertTrue(sentence.contains(word), sentence);
    assertTrue(sentence.matches("[A-Z][^\n]+[^.\n]"), sentence);
    assertFalse(sentence.contains("SQL") || sentence.contains("java."), sentence);
  }

  void created(int events) {
    done(journal.create(summary("s", "/", 0, events), entries(1, events)));
  }

  SqliteJournal open(Path where) {
    return open(where, Duration.ofSeconds(10));
  }

  SqliteJournal open(Path where, Duration busyTimeout) {
    return open(where, new StoreOptions(busyTimeout, false, true), Holder::self);
  }

  SqliteJournal open(Path where, StoreOptions options, Supplier<Holder> self) {
    SqliteJournal made = new SqliteJournal(where, options, () -> List.copyOf(pragmas), self);
    opened.add(made);
    return made;
  }

  SqliteJournal openToRead() {
    return open(folder, new StoreOptions(Duration.ofSeconds(10), true, true), Holder::self);
  }

  /** The journal as another process has it. */
  SqliteJournal openAs(Holder process) {
    return open(folder, StoreOptions.USUAL, () -> process);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
  }

  /** A store as the first {@code version} steps made it, with a session of two events. */
  void makeStoreOf(int version) throws Exception {
    Files.createDirectories(folder);
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA journal_mode = WAL");
      for (Migration step : Migrations.ALL.subList(0, version)) {
        sql.executeUpdate(step.sql());
      }
      sql.execute("PRAGMA application_id = " + Schema.APPLICATION_ID);
      sql.execute("PRAGMA user_version = " + version);
      sql.executeUpdate(
          "INSERT INTO session (no, id, cwd, created_at, updated_at, last_seq)"
              + " VALUES (1, 's', '/', 1, 2, 2)");
      for (int seq = 1; seq <= 2; seq++) {
        sql.executeUpdate(
            "INSERT INTO event (key, at, type, data) VALUES (%d, %d, 'tool_output', '%s')"
                .formatted(
                    1L << Schema.SEQ_BITS | seq,
                    entry(seq).at().toEpochMilli(),
                    "{\"call\":\"call\",\"text\":\"text " + seq + "\"}"));
      }
    }
  }

  /** Writes all packed rows as programs before step 8 did, who knew of none. */
  void unpackRows() {
    Map<Long, String> rows = new LinkedHashMap<>();
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        Compression compression = new Compression()) {
      try (ResultSet row =
          sql.executeQuery("SELECT key, packed FROM event WHERE packed IS NOT NULL")) {
        while (row.next()) {
          rows.put(row.getLong(1), compression.unpack(row.getBytes(2)));
        }
      }
      sql.execute("BEGIN IMMEDIATE");
      try (PreparedStatement plain =
          connection.prepareStatement("UPDATE event SET data = ?, packed = NULL WHERE key = ?")) {
        for (Map.Entry<Long, String> row : rows.entrySet()) {
          plain.setString(1, row.getValue());
          plain.setLong(2, row.getKey());
          plain.executeUpdate();
        }
      }
      sql.execute("DELETE FROM upkeep WHERE name = 'packed'");
      sql.execute("COMMIT");
    } catch (SQLException | DataFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** Text that no packing makes smaller, and that is always the same. */
  static String noise(int chars) {
    StringBuilder text = new StringBuilder(chars);
    new Random(7).ints(chars, 0x100, 0x2000).forEach(c -> text.append((char) c));
    return text.toString();
  }

  /** The files in the store's folder. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What the database itself says; empty where it says nothing. */
  Object ask(String question) {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      if (!sql.execute(question)) {
        return "";
      }
      try (ResultSet row = sql.getResultSet()) {
        Object value = row.getObject(1);
        return value instanceof Integer number ? (Object) number.longValue() : value;
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
