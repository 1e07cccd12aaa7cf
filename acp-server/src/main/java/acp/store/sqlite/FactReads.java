package acp.store.sqlite;

import acp.event.Tokens;
import acp.session.Insights.Query;
import acp.session.Insights.Report;
import acp.store.EventCodec;
import acp.store.insight.Statistics;
import acp.store.insight.TurnFact;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers for figures: one pass over the turns of the period, one over what models and one over
 * what tools did in them. Of one connection, one thread at a time.
 */
final class FactReads {
  private static final String FROM =
      " FROM turn_fact t CROSS JOIN session s ON s.no = t.event >> 32";
  private static final String WHERE =
      " WHERE t.at >= ? AND t.at < ? AND s.deleted_at IS NULL AND (? IS NULL OR s.cwd = ?)";
  static final String TURNS = "SELECT " + FactRows.TURN_COLUMNS + ", s.cwd" + FROM + WHERE;
  static final String USES =
      "SELECT "
          + FactRows.USE_COLUMNS
          + FROM
          + " CROSS JOIN use_fact u ON u.turn = t.event"
          + WHERE;

  /** A call begins with its turn or after it. */
  static final String TOOLS =
      "SELECT " + FactRows.TOOL_COLUMNS + " FROM tool_fact c WHERE c.at >= ?";

  private final Statements statements;
  private final SearchReads search;

  FactReads(Statements statements, SearchReads search) {
    this.statements = statements;
    this.search = search;
  }

  /** A turn and where it was. */
  private record Placed(TurnFact turn, String cwd) {}

  Report report(Query query) throws SQLException {
    statements.prepare("BEGIN").execute();
    try {
      return read(query);
    } finally {
      statements.prepare("COMMIT").execute();
    }
  }

  private Report read(Query query) throws SQLException {
    Statistics statistics = new Statistics(query);
    Map<Long, Placed> turns = turns(query, uses(query));
    turns.forEach((key, placed) -> statistics.add(key >> Schema.SEQ_BITS, placed.cwd, placed.turn));
    PreparedStatement tools = statements.prepare(TOOLS);
    tools.setLong(1, since(query));
    try (ResultSet row = tools.executeQuery()) {
      while (row.next()) {
        long key = row.getLong(2);
        Placed placed = turns.get(key);
        if (placed != null) {
          statistics.add(key >> Schema.SEQ_BITS, placed.cwd, placed.turn, FactRows.tool(row));
        }
      }
    }
    return statistics.report(search.left());
  }

  private Map<Long, Map<String, Tokens>> uses(Query query) throws SQLException {
    Map<Long, Map<String, Tokens>> uses = new HashMap<>();
    try (ResultSet row = asked(USES, query).executeQuery()) {
      while (row.next()) {
        uses.computeIfAbsent(row.getLong(1), _ -> new HashMap<>(2))
            .put(row.getString(2), FactRows.tokens(row));
      }
    }
    return uses;
  }

  private Map<Long, Placed> turns(Query query, Map<Long, Map<String, Tokens>> uses)
      throws SQLException {
    Map<Long, Placed> turns = new HashMap<>();
    try (ResultSet row = asked(TURNS, query).executeQuery()) {
      while (row.next()) {
        long key = row.getLong(1);
        turns.put(
            key,
            new Placed(
                FactRows.turn(row, uses.getOrDefault(key, Map.of())),
                Objects.requireNonNullElse(row.getString(10), "")));
      }
    }
    return turns;
  }

  private PreparedStatement asked(String text, Query query) throws SQLException {
    @Nullable String cwd = query.cwd() == null ? null : EventCodec.wellFormed(query.cwd());
    PreparedStatement sql =
        statements.prepare(
            query.tags().isEmpty() ? text : text + " AND " + SearchPlaces.TAGGED.formatted("s.no"));
    sql.setLong(1, since(query));
    sql.setLong(2, query.until() == null ? Long.MAX_VALUE : query.until().toEpochMilli());
    sql.setString(3, cwd);
    sql.setString(4, cwd);
    if (!query.tags().isEmpty()) {
      sql.setString(5, SearchPlaces.list(query.tags()));
      sql.setInt(6, query.tags().size());
    }
    return sql;
  }

  private static long since(Query query) {
    return query.since() == null ? Long.MIN_VALUE : query.since().toEpochMilli();
  }
}
