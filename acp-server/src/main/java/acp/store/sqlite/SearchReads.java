package acp.store.sqlite;

import acp.event.Entry;
import acp.event.SessionId;
import acp.session.Search.Found;
import acp.session.Search.Kind;
import acp.session.Search.Query;
import acp.store.EventCodec;
import acp.store.search.Passage;
import acp.store.search.Passages;
import acp.store.search.Ranking;
import acp.store.search.Terms;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries: the index names the passages that hold all the words, and the passages
 * themselves, as the events have them, say whether they fit and how well. So nothing is told that
 * is not in a session. Of one connection, one thread at a time.
 */
final class SearchReads {
  /** So many passages are looked at, the newest first. */
  static final int CANDIDATES = 500;

  /** Titles are few and worth more, so they are looked at however old they are. */
  private static final int TITLES = 100;

  /** Characters that are looked at, so that a few long texts do not take all the time. */
  private static final long CHARS = 8L << 20;

  private static final Duration SHORTLY = Duration.ofDays(600);

  private static final long MAX_SEQ = (1L << Schema.SEQ_BITS) - 1;

  static final String LEFT =
      """
      SELECT (SELECT count(*) FROM search_mark) + (SELECT count(*) FROM session
        WHERE no <= (SELECT CAST(value AS INTEGER) FROM upkeep WHERE name = 'search.backlog')
          AND deleted_at IS NULL)\
      """;
  static final String WAITING =
      """
      SELECT EXISTS (SELECT 1 FROM search_mark) OR EXISTS (SELECT 1 FROM search_gone)
        OR EXISTS (SELECT 1 FROM upkeep WHERE name = 'search.backlog')\
      """;

  /** Nothing was indexed yet. An index that should be there and is not is a damaged one. */
  private static final String NOTHING = "SELECT NOT EXISTS (SELECT 1 FROM search_passage)";

  static final String OF_SESSION =
      "SELECT i.no, i.first_doc, i.last_doc FROM session s JOIN search_session i ON i.no = s.no"
          + " WHERE s.id = ? AND i.first_doc IS NOT NULL";

  private final Statements statements;
  private final IndexRows rows;

  SearchReads(Statements statements, EventCodec codec) {
    this.statements = statements;
    this.rows = new IndexRows(statements, codec);
  }

  /** A passage that may fit, and its session. */
  private record Candidate(long event, long last, String id, @Nullable String title, String cwd) {}

  /** The passages of one session. */
  private record Stretch(long no, long first, long last) {
    static final Stretch ALL = new Stretch(0, 0, Long.MAX_VALUE);
  }

  /** True if the index is not up to date. */
  boolean isWaiting() throws SQLException {
    return Statements.number(statements.prepare(WAITING)) != 0;
  }

  /** How many sessions are not indexed in whole. */
  long left() throws SQLException {
    return Statements.number(statements.prepare(LEFT));
  }

  Found find(Query query, Terms terms) throws SQLException {
    Ranking ranking = new Ranking(terms);
    Stretch stretch = query.session() == null ? Stretch.ALL : stretch(query.session());
    if (stretch == null || Statements.number(statements.prepare(NOTHING)) != 0) {
      return ranking.found(query, false, left());
    }
    List<Candidate> candidates = candidates(query, terms, query.kinds(), stretch, CANDIDATES + 1);
    boolean limited = candidates.size() > CANDIDATES;
    if (limited && (query.kinds().isEmpty() || query.kinds().contains(Kind.TITLE))) {
      candidates.removeLast();
      candidates.addAll(candidates(query, terms, Set.of(Kind.TITLE), stretch, TITLES));
    }
    limited |= look(candidates, query, ranking);
    return ranking.found(query, limited, left());
  }

  private @Nullable Stretch stretch(SessionId session) throws SQLException {
    PreparedStatement sql = statements.prepare(OF_SESSION);
    sql.setString(1, session.value());
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? new Stretch(row.getLong(1), row.getLong(2), row.getLong(3)) : null;
    }
  }

  private List<Candidate> candidates(
      Query query, Terms terms, Set<Kind> kinds, Stretch stretch, int limit) throws SQLException {
    if (query.until() == null || query.since() != null) {
      return candidates(query, terms, kinds, stretch, query.since(), limit);
    }
    // What is newer than that is passed over quickly if the index is asked for what is not.
    Instant shortly = query.until().minus(SHORTLY);
    List<Candidate> some = candidates(query, terms, kinds, stretch, shortly, limit);
    return some.size() == limit ? some : candidates(query, terms, kinds, stretch, null, limit);
  }

  private List<Candidate> candidates(
      Query query,
      Terms terms,
      Set<Kind> kinds,
      Stretch stretch,
      @Nullable Instant since,
      int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    values.add(Facets.filtered(terms.expression(), query, kinds, since, Instant.now()));
    values.add(stretch.first);
    values.add(stretch.last);
    if (query.cwd() != null) {
      values.add(EventCodec.wellFormed(query.cwd()));
    }
    if (query.session() != null) {
      values.add(Rows.key(stretch.no, 0));
      values.add(Rows.key(stretch.no, MAX_SEQ));
    }
    if (query.since() != null) {
      values.add(query.since().toEpochMilli());
      values.add(query.since().toEpochMilli());
    }
    if (query.until() != null) {
      values.add(query.until().toEpochMilli());
    }
    values.add(limit);
    PreparedStatement sql = statements.prepare(text(query));
    for (int i = 0; i < values.size(); i++) {
      sql.setObject(i + 1, values.get(i));
    }
    List<Candidate> candidates = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        long event = row.getLong(1);
        long last = row.getLong(2);
        candidates.add(
            new Candidate(
                event,
                Math.max(event, last),
                row.getString(3),
                row.getString(4),
                Objects.requireNonNullElse(row.getString(5), "")));
      }
    }
    return candidates;
  }

  private static String text(Query query) {
    return """
        SELECT p.event, p.last, s.id, s.title, s.cwd
        FROM search CROSS JOIN search_passage p ON p.doc = search.rowid
          CROSS JOIN session s ON s.no = p.event >> 32
        WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? AND s.deleted_at IS NULL"""
        + (query.all() || query.session() != null ? "" : " AND " + CatalogueReads.LISTED)
        + (query.cwd() == null ? "" : " AND s.cwd = ?")
        + (query.session() == null ? "" : " AND p.event BETWEEN ? AND ?")
        + (query.since() == null
            ? ""
            : " AND s.updated_at >= ? AND (SELECT at FROM event WHERE key = p.event) >= ?")
        + (query.until() == null ? "" : " AND (SELECT at FROM event WHERE key = p.event) < ?")
        + " ORDER BY search.rowid DESC LIMIT ?";
  }

  /** Looks at what may fit; true if it is too much for that. */
  private boolean look(List<Candidate> candidates, Query query, Ranking ranking)
      throws SQLException {
    Set<Long> seen = new HashSet<>();
    long chars = 0;
    for (Candidate candidate : candidates) {
      if (chars > CHARS) {
        return true;
      }
      Passage passage = seen.add(candidate.event) ? passage(candidate) : null;
      if (passage != null && fits(passage, candidate, query)) {
        chars += passage.text().length();
        ranking.look(new SessionId(candidate.id), candidate.title, candidate.cwd, passage);
      }
    }
    return false;
  }

  private @Nullable Passage passage(Candidate candidate) throws SQLException {
    Passages found = new Passages();
    for (Entry entry : rows.between(candidate.event, candidate.last)) {
      found.add(entry);
    }
    found.end();
    List<Passage> passages = found.take();
    return passages.isEmpty() ? null : passages.getFirst();
  }

  /** Facets may be shared by two names, and a title is one only as long as it stands. */
  private static boolean fits(Passage passage, Candidate candidate, Query query) {
    return (query.kinds().isEmpty() || query.kinds().contains(passage.kind()))
        && (query.tool() == null || query.tool().equals(passage.tool()))
        && (passage.kind() != Kind.TITLE || passage.text().equals(candidate.title));
  }
}
