package acp.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.event.SessionId;
import acp.session.Journal;
import acp.session.SessionSummary;
import acp.store.JournalAdoptContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** The journal on disk, and who brings a whole session. */
class SqliteJournalAdoptTest extends JournalAdoptContract {
  @TempDir Path folder;

  @Override
  protected Journal open() {
    return new SqliteJournal(folder);
  }

  @Test
  void nothingOfADraftStaysBehind() throws Exception {
    done(journal.adopt(session("s"), Flux.just(entries(1, 1))));
    journal
        .adopt(session("t"), Flux.concat(Flux.just(entries(1, 9)), Flux.error(new Error("no"))))
        .onErrorComplete()
        .block(LIMIT);
    refusal(journal.adopt(session("s"), Flux.just(entries(1, 1))));

    assertEquals(1, ask("SELECT count(*) FROM session"));
    assertEquals(1, ask("SELECT count(*) FROM event"));
  }

  @Test
  void aDraftThatADeadProcessLeftIsDroppedByALaterOne() throws Exception {
    done(journal.adopt(session("s"), Flux.just(entries(1, 1))));
    tell(
        "INSERT INTO session (no, id, cwd, created_at, updated_at, last_seq, deleted_at)"
            + " VALUES (77, 'draft:old', '', 0, 0, 0, 1)");
    tell("INSERT INTO event (key, at, type, data) VALUES ((77 << 32) | 1, 0, 'x', '{}')");

    done(journal.adopt(session("t"), Flux.just(entries(1, 1))));

    assertEquals(2, ask("SELECT count(*) FROM session"));
    assertEquals(2, ask("SELECT count(*) FROM event"));
  }

  private static SessionSummary session(String id) {
    return new SessionSummary(new SessionId(id), "/", null, T0, T0, 1);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
  }

  private int ask(String question) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(question)) {
      return row.getInt(1);
    }
  }

  private void tell(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }
}
