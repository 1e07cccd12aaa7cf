package acp.store.sqlite;

import acp.event.Event;
import acp.event.Tokens;
import acp.session.Tally;
import acp.store.EventCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a session's events add up to, in the columns of its row: moved on with each append by what
 * that adds, in the statement that moves the row anyway. Where events came by another road, it is
 * added up anew from all of them.
 */
final class Tallies {
  /** To be found in the statement that moves a row on; {@link #bind} gives it its values. */
  static final String ADD =
      "messages = messages + ?, turns = turns + ?, tool_calls = tool_calls + ?,"
          + " requests = requests + ?, tokens_in = min(tokens_in + ?, 1152921504606846976),"
          + " tokens_out = min(tokens_out + ?, 1152921504606846976),"
          + " tokens_cached = min(tokens_cached + ?, 1152921504606846976),"
          + " tokens_written = min(tokens_written + ?, 1152921504606846976),"
          + " cost = min(cost + ?, 1152921504606846976), model = coalesce(?, model, ?),"
          + " mode = coalesce(?, mode),"
          + " title_source = CASE WHEN ? THEN ? ELSE title_source END";

  /** The columns, as {@link #read} wants them. */
  static final String COLUMNS =
      "messages, turns, tool_calls, requests, tokens_in, tokens_out, tokens_cached,"
          + " tokens_written, cost, model, mode, title_source";

  private static final String RECOUNT = Step5Catalogue.TALLY + " WHERE no = ?";

  /** That statement, which is never changed, takes each prompt for a turn. */
  private static final String RECOUNT_TURNS =
      """
      UPDATE session SET turns = (
        SELECT count(CASE type WHEN 'prompt_accepted' THEN 1 END)
          - count(CASE type WHEN 'command_run' THEN 1 END)
        FROM event WHERE key BETWEEN session.no << 32 AND (session.no << 32 | 4294967295))
      WHERE no = ?\
      """;

  private Tallies() {}

  /** Gives {@link #ADD} its values, the first at {@code at}; where the next one is. */
  static int bind(PreparedStatement sql, int at, Tally more) throws SQLException {
    Tokens tokens = more.tokens();
    long[] figures = {
      more.messages(),
      more.turns(),
      more.toolCalls(),
      tokens.requests(),
      tokens.input(),
      tokens.output(),
      tokens.cached(),
      tokens.written(),
      tokens.cost()
    };
    int next = at;
    for (long figure : figures) {
      sql.setLong(next++, figure);
    }
    sql.setString(next++, wellFormed(more.chosen()));
    sql.setString(next++, wellFormed(more.used()));
    sql.setString(next++, wellFormed(more.mode()));
    sql.setInt(next++, more.titled() ? 1 : 0);
    sql.setString(next++, word(more.titleSource()));
    return next;
  }

  /** Adds it up from all events of a session. */
  static void recount(Statements statements, long no) throws SQLException {
    PreparedStatement sql = statements.prepare(RECOUNT);
    sql.setLong(1, no);
    sql.executeUpdate();
    recountTurns(statements, no);
  }

  /** Counts the turns of a session anew: its prompts without those that were commands. */
  static void recountTurns(Statements statements, long no) throws SQLException {
    PreparedStatement sql = statements.prepare(RECOUNT_TURNS);
    sql.setLong(1, no);
    sql.executeUpdate();
  }

  /** What the columns hold, of which the first is at {@code at}; {@link Tally#settled settled}. */
  static Tally read(ResultSet row, int at) throws SQLException {
    return new Tally(
        row.getLong(at),
        Math.max(0, row.getLong(at + 1)),
        row.getLong(at + 2),
        new Tokens(
            row.getLong(at + 3),
            row.getLong(at + 4),
            row.getLong(at + 5),
            row.getLong(at + 6),
            row.getLong(at + 7),
            row.getLong(at + 8)),
        row.getString(at + 9),
        null,
        row.getString(at + 10),
        false,
        source(row.getString(at + 11)));
  }

  private static @Nullable String word(Event.@Nullable TitleSource source) {
    return source == null ? null : EventCodec.word(source);
  }

  private static Event.@Nullable TitleSource source(@Nullable String word) {
    for (Event.TitleSource source : Event.TitleSource.values()) {
      if (EventCodec.word(source).equals(word)) {
        return source;
      }
    }
    return null;
  }

  private static @Nullable String wellFormed(@Nullable String text) {
    return text == null ? null : EventCodec.wellFormed(text);
  }
}
