package acp.store.sqlite;

import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.session.JournalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
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
    assertTrue(sentence.matches("[A-Z][a-z ,;']+"), sentence);
  }

  void created(int events) {
    done(journal.create(summary("s", "/", 0, events), entries(1, events)));
  }

  SqliteJournal open(Path where) {
    return open(where, Duration.ofSeconds(10));
  }

  SqliteJournal open(Path where, Duration busyTimeout) {
    SqliteJournal made = new SqliteJournal(where, busyTimeout, () -> List.copyOf(pragmas));
    opened.add(made);
    return made;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
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
