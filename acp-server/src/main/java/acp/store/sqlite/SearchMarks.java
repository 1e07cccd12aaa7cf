package acp.store.sqlite;

import acp.event.Entry;
import acp.event.Event;
import acp.session.SessionSummary;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Marks the sessions that have something new to be found or counted, in the transaction that writes
 * it: a row at most, and none for what is streamed. {@link Indexer} does the rest, before anybody
 * searches.
 */
final class SearchMarks implements Derivation {
  private static final String MARK =
      "INSERT INTO search_mark (no) VALUES (?) ON CONFLICT DO NOTHING";
  private static final String GONE =
      "INSERT INTO search_gone (no) VALUES (?) ON CONFLICT DO NOTHING";
  private static final String UNMARK = "DELETE FROM search_mark WHERE no = ?";

  private final Statements statements;

  SearchMarks(Statements statements) {
    this.statements = statements;
  }

  @Override
  public void added(long no, String session, List<Entry> entries) throws SQLException {
    for (Entry entry : entries) {
      if (matters(entry.event())) {
        run(MARK, no);
        return;
      }
    }
  }

  /** Other events are of use only together with one of these. */
  private static boolean matters(Event event) {
    return switch (event) {
      case Event.PromptAccepted _,
          Event.MessageEnded _,
          Event.ToolCallStarted _,
          Event.ToolCallEnded _,
          Event.TitleChanged _,
          Event.CompactionEnded _,
          Event.TurnEnded _ ->
          true;
      default -> false;
    };
  }

  @Override
  public void copied(long from, long to, long lastSeq) throws SQLException {
    run(MARK, to);
  }

  @Override
  public void adopted(long no, SessionSummary session) throws SQLException {
    run(MARK, no);
  }

  @Override
  public void purged(long no, String session) throws SQLException {
    run(UNMARK, no);
    run(GONE, no);
  }

  private void run(String text, long no) throws SQLException {
    PreparedStatement sql = statements.prepare(text);
    sql.setLong(1, no);
    sql.executeUpdate();
  }
}
