package acp.store.sqlite;

import acp.event.Basis;
import acp.event.CallId;
import acp.event.Event;
import acp.event.SessionId;
import acp.permission.Rule;
import acp.permission.RuleStore.Decided;
import acp.store.EventCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a {@link ReadConnection} reads of permissions. */
final class PermitReads {
  static final String RULES =
      """
      SELECT id, project, tool, match, path, exact, effect, made_at FROM permission_rule
      WHERE project = ? OR project IS NULL\
      """;
  private static final String COLUMNS =
      "SELECT at, session_id, call_id, tool, subject, allowed, basis, rule FROM permission_audit";
  static final String DECIDED_IN_PROJECT =
      COLUMNS + " WHERE project = ? ORDER BY at DESC, id DESC LIMIT ?";
  static final String DECIDED_ELSEWHERE =
      COLUMNS + " WHERE session_id = ? AND project <> ? ORDER BY at DESC, id DESC LIMIT ?";

  private PermitReads() {}

  /** A rule with an effect that this version does not know asks: it is not known to allow. */
  static List<Rule> rules(PreparedStatement sql, String project) throws SQLException {
    sql.setString(1, EventCodec.wellFormed(project));
    List<Rule> rules = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        Rule.Effect effect = Rule.Effect.of(row.getString(7));
        rules.add(
            new Rule(
                Long.toString(row.getLong(1)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6) != 0,
                effect == null ? Rule.Effect.ASK : effect,
                row.getString(2) == null ? Rule.Scope.USER : Rule.Scope.PROJECT,
                Instant.ofEpochMilli(row.getLong(8))));
      }
    }
    rules.sort(Comparator.comparingLong(rule -> Long.parseLong(rule.id())));
    return rules;
  }

  static List<Decided> decidedIn(PreparedStatement sql, String project, int limit)
      throws SQLException {
    sql.setString(1, EventCodec.wellFormed(project));
    sql.setInt(2, limit);
    return decided(sql);
  }

  static List<Decided> decidedElsewhere(
      PreparedStatement sql, SessionId session, String project, int limit) throws SQLException {
    sql.setString(1, session.value());
    sql.setString(2, EventCodec.wellFormed(project));
    sql.setInt(3, limit);
    return decided(sql);
  }

  private static List<Decided> decided(PreparedStatement sql) throws SQLException {
    List<Decided> decided = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        decided.add(
            new Decided(
                Instant.ofEpochMilli(row.getLong(1)),
                new SessionId(row.getString(2)),
                new Event.PermissionDecided(
                    new CallId(row.getString(3)),
                    row.getString(4),
                    row.getString(5),
                    row.getInt(6) != 0,
                    Basis.valueOf(row.getString(7).toUpperCase(Locale.ROOT)),
                    row.getString(8))));
      }
    }
    return decided;
  }
}
