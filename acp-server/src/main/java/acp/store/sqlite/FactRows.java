package acp.store.sqlite;

import acp.event.Tokens;
import acp.store.EventCodec;
import acp.store.insight.ToolFact;
import acp.store.insight.TurnFact;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of facts. Of one connection, one thread at a time. */
final class FactRows {
  private static final long MAX_SEQ = (1L << Schema.SEQ_BITS) - 1;

  private static final String PUT_TURN =
      """
      INSERT OR REPLACE INTO turn_fact
        (event, at, model, mode, command, first, took, outcome, compactions)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;
  private static final String PUT_USE =
      """
      INSERT OR REPLACE INTO use_fact
        (turn, model, requests, input, output, cached, written, cost)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
      """;
  private static final String PUT_TOOL =
      """
      INSERT OR REPLACE INTO tool_fact (event, turn, at, tool, call, began, took, failed, refused)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  static final String TURN_COLUMNS =
      "t.event, t.at, t.model, t.mode, t.command, t.first, t.took, t.outcome, t.compactions";
  static final String USE_COLUMNS =
      "u.turn, u.model, u.requests, u.input, u.output, u.cached, u.written, u.cost";
  static final String TOOL_COLUMNS =
      "c.event, c.turn, c.at, c.tool, c.call, c.began, c.took, c.failed, c.refused";

  static final String TURN = "SELECT " + TURN_COLUMNS + " FROM turn_fact t WHERE t.event = ?";
  static final String USES = "SELECT " + USE_COLUMNS + " FROM use_fact u WHERE u.turn = ?";
  static final String OPEN =
      "SELECT "
          + TOOL_COLUMNS
          + " FROM tool_fact c WHERE c.event BETWEEN ? AND ? AND c.call IS NOT NULL";

  private static final List<String> FORGET =
      List.of(
          "DELETE FROM turn_fact WHERE event BETWEEN ? AND ?",
          "DELETE FROM use_fact WHERE turn BETWEEN ? AND ?",
          "DELETE FROM tool_fact WHERE event BETWEEN ? AND ?");

  private final Statements statements;

  FactRows(Statements statements) {
    this.statements = statements;
  }

  void put(long no, TurnFact turn) throws SQLException {
    PreparedStatement sql = statements.prepare(PUT_TURN);
    sql.setLong(1, Rows.key(no, turn.seq()));
    sql.setLong(2, turn.at().toEpochMilli());
    sql.setString(3, text(turn.model()));
    sql.setString(4, text(turn.mode()));
    sql.setInt(5, turn.command() ? 1 : 0);
    setLong(sql, 6, turn.first());
    setLong(sql, 7, turn.took());
    sql.setString(8, text(turn.outcome()));
    sql.setInt(9, turn.compactions());
    sql.executeUpdate();
    for (Map.Entry<String, Tokens> used : turn.used().entrySet()) {
      put(Rows.key(no, turn.seq()), used.getKey(), used.getValue());
    }
  }

  private void put(long turn, String model, Tokens tokens) throws SQLException {
    PreparedStatement sql = statements.prepare(PUT_USE);
    sql.setLong(1, turn);
    sql.setString(2, text(model));
    sql.setLong(3, tokens.requests());
    sql.setLong(4, tokens.input());
    sql.setLong(5, tokens.output());
    sql.setLong(6, tokens.cached());
    sql.setLong(7, tokens.written());
    sql.setLong(8, tokens.cost());
    sql.executeUpdate();
  }

  void put(long no, ToolFact call) throws SQLException {
    PreparedStatement sql = statements.prepare(PUT_TOOL);
    sql.setLong(1, Rows.key(no, call.seq()));
    sql.setLong(2, Rows.key(no, call.turn()));
    sql.setLong(3, call.at().toEpochMilli());
    sql.setString(4, text(call.tool()));
    sql.setString(5, text(call.call()));
    setLong(sql, 6, call.began() == null ? null : Long.valueOf(call.began().toEpochMilli()));
    setLong(sql, 7, call.took());
    sql.setInt(8, call.failed() ? 1 : 0);
    sql.setInt(9, call.refused() ? 1 : 0);
    sql.executeUpdate();
  }

  /** The turn of a session that began with that seq; null if it is not known. */
  @Nullable TurnFact turn(long no, long seq) throws SQLException {
    PreparedStatement sql = statements.prepare(TURN);
    sql.setLong(1, Rows.key(no, seq));
    PreparedStatement uses = statements.prepare(USES);
    uses.setLong(1, Rows.key(no, seq));
    Map<String, Tokens> used = new HashMap<>();
    try (ResultSet row = uses.executeQuery()) {
      while (row.next()) {
        used.put(row.getString(2), tokens(row));
      }
    }
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? turn(row, used) : null;
    }
  }

  /** The calls of a session that have not ended, from a seq on. */
  List<ToolFact> open(long no, long from) throws SQLException {
    PreparedStatement sql = statements.prepare(OPEN);
    sql.setLong(1, Rows.key(no, from));
    sql.setLong(2, Rows.key(no, MAX_SEQ));
    List<ToolFact> open = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        open.add(tool(row));
      }
    }
    return open;
  }

  void forget(long no) throws SQLException {
    for (String text : FORGET) {
      PreparedStatement sql = statements.prepare(text);
      sql.setLong(1, Rows.key(no, 0));
      sql.setLong(2, Rows.key(no, MAX_SEQ));
      sql.executeUpdate();
    }
  }

  static TurnFact turn(ResultSet row, Map<String, Tokens> used) throws SQLException {
    return new TurnFact(
        row.getLong(1) & MAX_SEQ,
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        row.getInt(5) != 0,
        getLong(row, 6),
        getLong(row, 7),
        row.getString(8),
        row.getInt(9),
        used);
  }

  static Tokens tokens(ResultSet row) throws SQLException {
    return new Tokens(
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8));
  }

  static ToolFact tool(ResultSet row) throws SQLException {
    Long began = getLong(row, 6);
    return new ToolFact(
        row.getLong(2) & MAX_SEQ,
        row.getLong(1) & MAX_SEQ,
        Instant.ofEpochMilli(row.getLong(3)),
        row.getString(4),
        row.getString(5),
        began == null ? null : Instant.ofEpochMilli(began),
        getLong(row, 7),
        row.getInt(8) != 0,
        row.getInt(9) != 0);
  }

  private static @Nullable Long getLong(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : Long.valueOf(value);
  }

  private static void setLong(PreparedStatement sql, int column, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      sql.setNull(column, Types.INTEGER);
    } else {
      sql.setLong(column, value);
    }
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null ? null : EventCodec.wellFormed(text);
  }
}
