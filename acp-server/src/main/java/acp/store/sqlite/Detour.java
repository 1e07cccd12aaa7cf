package acp.store.sqlite;

import acp.event.SessionId;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Finds the way around pages of the file that cannot be read: from which event on a session can be
 * read again. Of one connection, one thread at a time.
 */
final class Detour {
  /** That nothing can be said, because the page it stands on is damaged. */
  static final long UNREADABLE = -1;

  /** So many seqs are tried each; beyond, in steps that grow. */
  private static final int ONE_BY_ONE = 1_000;

  static final String NEXT =
      """
      SELECT e.key
      FROM session s CROSS JOIN event e
      WHERE s.id = ?1 AND e.key >= (s.no << 32) + ?2 AND e.key <= (s.no << 32 | ?3)
      ORDER BY e.key LIMIT 1\
      """;

  static final String LAST = "SELECT no << 32 | last_seq FROM session WHERE id = ?";

  private final Statements statements;

  Detour(Statements statements) {
    this.statements = statements;
  }

  /** The key of a session's last event, as its row has it. */
  long last(SessionId session) throws SQLException {
    PreparedStatement sql = statements.prepare(LAST);
    sql.setString(1, session.value());
    return Statements.number(sql);
  }

  /** The key of the first event from a seq on; 0 if there is none, or {@link #UNREADABLE}. */
  long first(SessionId session, long from, long upTo) throws SQLException {
    PreparedStatement sql = statements.prepare(NEXT);
    sql.setString(1, session.value());
    sql.setLong(2, from);
    sql.setLong(3, upTo);
    try {
      return Statements.number(sql);
    } catch (SQLException e) {
      if (!Trouble.isCorrupt(e)) {
        throw e;
      }
      statements.drop(NEXT);
      return UNREADABLE;
    }
  }

  /**
   * From which seq on events can be read again, up to {@code high}. The next ones are tried one by
   * one, since a page holds no more; in a session of which more is damaged it may be one further
   * on.
   */
  long readable(SessionId session, long low, long high) throws SQLException {
    long bad = low - 1;
    long good = low;
    for (long step = 1; good <= high && first(session, good, high) == UNREADABLE; good += step) {
      bad = good;
      step = good - low < ONE_BY_ONE ? 1 : 2 * step;
    }
    if (good > high) {
      if (first(session, high, high) == UNREADABLE) {
        return UNREADABLE;
      }
      good = high;
    }
    while (good - bad > 1) {
      long middle = bad + (good - bad) / 2;
      if (first(session, middle, high) == UNREADABLE) {
        bad = middle;
      } else {
        good = middle;
      }
    }
    return good;
  }
}
