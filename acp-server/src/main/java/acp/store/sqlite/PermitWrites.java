package acp.store.sqlite;

import acp.event.Entry;
import acp.event.Event;
import acp.permission.Rule;
import acp.permission.Site;
import acp.session.JournalException;
import acp.store.EventCodec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a {@link WriteConnection} writes of permissions. */
final class PermitWrites implements Derivation {
  private static final String ADD =
      """
      INSERT INTO permission_rule (project, tool, match, path, exact, effect, made_at)
      SELECT p, t, m, f, x, e, at
      FROM (SELECT ? AS p, ? AS t, ? AS m, ? AS f, ? AS x, ? AS e, ? AS at)
      WHERE NOT EXISTS (SELECT 1 FROM permission_rule
        WHERE project IS p AND tool = t AND match = m AND path = f AND exact = x AND effect = e)\
      """;
  private static final String REMOVE =
      "DELETE FROM permission_rule WHERE id = ? AND (project = ? OR project IS NULL)";
  private static final String CLEAR = "DELETE FROM permission_rule WHERE project = ?";
  private static final String CWD = "SELECT cwd FROM session WHERE no = ?";
  private static final String RECORD =
      """
      INSERT INTO permission_audit
        (at, project, session_id, call_id, tool, subject, allowed, basis, rule)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;
  private static final String PURGE = "DELETE FROM permission_audit WHERE session_id = ?";
  private static final String FORGET =
      "DELETE FROM permission_audit WHERE id <= (SELECT max(id) FROM permission_audit) - ?";

  /** How many decisions are kept: months of work, a few megabytes. */
  static final int KEPT = 20_000;

  /** Characters of a subject in the record; all of it is in the session. */
  private static final int LONGEST_SUBJECT = 1_000;

  private final Statements statements;

  PermitWrites(Statements statements) {
    this.statements = statements;
  }

  @Nullable JournalException add(Write.RuleAddition addition) throws SQLException {
    Rule rule = addition.rule();
    Instant since = rule.since() == null ? Instant.now() : rule.since();
    PreparedStatement sql = statements.prepare(ADD);
    sql.setString(1, rule.scope() == Rule.Scope.USER ? null : text(addition.project()));
    sql.setString(2, text(rule.tool()));
    sql.setString(3, text(rule.match()));
    sql.setString(4, text(rule.path()));
    sql.setInt(5, rule.exact() ? 1 : 0);
    sql.setString(6, rule.effect().id());
    sql.setLong(7, since.toEpochMilli());
    sql.executeUpdate();
    return null;
  }

  @Nullable JournalException remove(Write.RuleRemoval removal) throws SQLException {
    Long id = removal.id();
    if (id == null) {
      PreparedStatement sql = statements.prepare(CLEAR);
      sql.setString(1, text(removal.project()));
      sql.executeUpdate();
      return null;
    }
    PreparedStatement sql = statements.prepare(REMOVE);
    sql.setLong(1, id);
    sql.setString(2, text(removal.project()));
    sql.executeUpdate();
    return null;
  }

  @Override
  public void added(long no, String session, List<Entry> entries) throws SQLException {
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.PermissionDecided decision) {
        record(no, session, entry.at(), decision);
      }
    }
  }

  /** What was decided tells what was done. */
  @Override
  public void purged(long no, String session) throws SQLException {
    PreparedStatement sql = statements.prepare(PURGE);
    sql.setString(1, session);
    sql.executeUpdate();
  }

  /** Writes a decision down, and forgets the oldest where there are too many. */
  private void record(long no, String session, Instant at, Event.PermissionDecided decision)
      throws SQLException {
    PreparedStatement sql = statements.prepare(RECORD);
    sql.setLong(1, at.toEpochMilli());
    sql.setString(2, text(project(no)));
    sql.setString(3, session);
    sql.setString(4, text(decision.call().value()));
    sql.setString(5, text(decision.tool()));
    sql.setString(6, text(bounded(decision.subject())));
    sql.setInt(7, decision.allowed() ? 1 : 0);
    sql.setString(8, decision.basis().name().toLowerCase(Locale.ROOT));
    sql.setString(9, decision.rule() == null ? null : text(bounded(decision.rule())));
    sql.executeUpdate();
    PreparedStatement forget = statements.prepare(FORGET);
    forget.setInt(1, KEPT);
    forget.executeUpdate();
  }

  private String project(long no) throws SQLException {
    PreparedStatement sql = statements.prepare(CWD);
    sql.setLong(1, no);
    try (ResultSet row = sql.executeQuery()) {
      String cwd = row.next() ? row.getString(1) : "";
      return Site.project(Path.of(cwd)).toString();
    } catch (InvalidPathException noPathHere) {
      return "";
    }
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_SUBJECT ? text : text.substring(0, LONGEST_SUBJECT) + "…";
  }

  private static String text(String text) {
    return EventCodec.wellFormed(text);
  }
}
