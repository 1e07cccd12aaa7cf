package acp.store.sqlite;

import acp.event.Entry;
import acp.event.SessionId;
import acp.permission.Rule;
import acp.permission.RuleStore;
import acp.session.SessionSummary;
import acp.store.EventCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection for reading, with its statements, which are compiled when first needed. One thread
 * at a time, and one running read at a time: while its rows are open, SQLite shows the store as it
 * was when the first of them was read.
 */
final class ReadConnection implements AutoCloseable {
  private static final long MAX_SEQ = (1L << Schema.SEQ_BITS) - 1;

  private static final String EVENTS =
      """
      SELECT e.key & 4294967295, e.at, e.type, e.data
      FROM session s CROSS JOIN event e
      WHERE s.id = ? AND s.deleted_at IS NULL AND e.key > (s.no << 32 | ?) AND e.key <= (s.no << 32 | 4294967295)
      ORDER BY e.key\
      """;
  private static final String SUMMARY =
      "SELECT id, cwd, title, created_at, updated_at, last_seq FROM session";
  private static final String FIND = SUMMARY + " WHERE id = ? AND deleted_at IS NULL";
  private static final String CWD = "cwd = ?";
  private static final String AFTER = "updated_at <= ? AND (updated_at < ? OR id > ?)";
  private static final String PAGE = " ORDER BY updated_at DESC, id LIMIT ?";

  private final Connection connection;
  private final EventCodec codec;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private @Nullable ResultSet rows;

  ReadConnection(Connection connection, EventCodec codec) {
    this.connection = connection;
    this.codec = codec;
  }

  /** Begins to read a session. From now until {@link #rest} the store stands still. */
  void begin(SessionId session, long after) throws SQLException {
    PreparedStatement sql = prepared(EVENTS);
    sql.setString(1, session.value());
    sql.setLong(2, Math.clamp(after, 0, MAX_SEQ));
    rows = sql.executeQuery();
  }

  /** The next events, until they are {@code maxRows} or {@code maxChars}; empty at the end. */
  List<Entry> page(int maxRows, int maxChars) throws SQLException {
    List<Entry> page = new ArrayList<>();
    ResultSet row = rows;
    int chars = 0;
    while (row != null && page.size() < maxRows && chars < maxChars && row.next()) {
      String data = row.getString(4);
      chars += data.length();
      page.add(
          new Entry(
              row.getLong(1),
              Instant.ofEpochMilli(row.getLong(2)),
              codec.event(row.getString(3), data)));
    }
    return page;
  }

  /** Ends what was begun. */
  void rest() throws SQLException {
    ResultSet open = rows;
    rows = null;
    if (open != null) {
      open.close();
    }
  }

  @Nullable SessionSummary find(SessionId session) throws SQLException {
    PreparedStatement sql = prepared(FIND);
    sql.setString(1, session.value());
    List<SessionSummary> found = summaries(sql);
    return found.isEmpty() ? null : found.getFirst();
  }

  List<SessionSummary> list(@Nullable String cwd, @Nullable SessionSummary after, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    if (cwd != null) {
      values.add(EventCodec.wellFormed(cwd));
    }
    if (after != null) {
      long last = after.updatedAt().toEpochMilli();
      values.addAll(List.of(last, last, after.id().value()));
    }
    values.add(limit);
    PreparedStatement sql = prepared(listing(cwd != null, after != null));
    for (int i = 0; i < values.size(); i++) {
      sql.setObject(i + 1, values.get(i));
    }
    return summaries(sql);
  }

  private static String listing(boolean ofCwd, boolean after) {
    String where = ofCwd && after ? CWD + " AND " + AFTER : ofCwd ? CWD : after ? AFTER : "TRUE";
    return SUMMARY + " WHERE deleted_at IS NULL AND " + where + PAGE;
  }

  List<Rule> rules(String project) throws SQLException {
    return PermitReads.rules(prepared(PermitReads.RULES), project);
  }

  List<RuleStore.Decided> decided(String project, SessionId session, int limit)
      throws SQLException {
    List<RuleStore.Decided> all =
        PermitReads.decidedIn(prepared(PermitReads.DECIDED_IN_PROJECT), project, limit);
    all.addAll(
        PermitReads.decidedElsewhere(
            prepared(PermitReads.DECIDED_ELSEWHERE), session, project, limit));
    all.sort(Comparator.comparing(RuleStore.Decided::at).reversed());
    return all.subList(0, Math.min(limit, all.size()));
  }

  /** All that is ever asked, for those who want to know how it is answered. */
  static List<String> questions() {
    return List.of(
        EVENTS,
        FIND,
        PermitReads.RULES,
        PermitReads.DECIDED_IN_PROJECT,
        PermitReads.DECIDED_ELSEWHERE,
        listing(false, false),
        listing(false, true),
        listing(true, false),
        listing(true, true));
  }

  private static List<SessionSummary> summaries(PreparedStatement sql) throws SQLException {
    List<SessionSummary> all = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        all.add(
            new SessionSummary(
                new SessionId(row.getString(1)),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getLong(6)));
      }
    }
    return all;
  }

  private PreparedStatement prepared(String text) throws SQLException {
    PreparedStatement statement = statements.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      statements.put(text, statement);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
