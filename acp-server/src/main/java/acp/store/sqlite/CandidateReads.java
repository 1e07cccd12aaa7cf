package acp.store.sqlite;

import acp.session.Search.Kind;
import acp.session.Search.Query;
import acp.store.EventCodec;
import acp.store.search.Terms;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the index for passages that may fit, the newest first. Of one connection, one thread at a
 * time.
 */
final class CandidateReads {
  private static final Duration SHORTLY = Duration.ofDays(600);

  private final Statements statements;
  private final SearchPlaces places;

  CandidateReads(Statements statements, SearchPlaces.Bounds bounds) {
    this.statements = statements;
    this.places = new SearchPlaces(statements, bounds);
  }

  /**
   * A passage that may fit, and its session.
   *
   * @param event the key of its first event
   * @param last and of its last
   */
  record Candidate(long event, long last, String id, @Nullable String title, String cwd) {}

  /**
   * Some of them.
   *
   * @param all false if there may be more
   */
  record Candidates(List<Candidate> found, boolean all) {}

  /** At most {@code limit}, of these kinds; of all where there are none. */
  Candidates read(Query query, Terms terms, Set<Kind> kinds, int limit) throws SQLException {
    if (query.until() == null || query.since() != null) {
      return read(query, terms, kinds, query.since(), limit);
    }
    // What is newer than that is passed over quickly if the index is asked for what is not.
    Instant shortly = query.until().minus(SHORTLY);
    Candidates some = read(query, terms, kinds, shortly, limit);
    return some.all || some.found.size() < limit ? read(query, terms, kinds, null, limit) : some;
  }

  private Candidates read(
      Query query, Terms terms, Set<Kind> kinds, @Nullable Instant since, int limit)
      throws SQLException {
    String words = Facets.filtered(terms.expression(), query, kinds, since, Instant.now());
    SearchPlaces.Places where = places.of(query, words, terms.hasPrefix());
    Set<Candidate> found = new LinkedHashSet<>();
    boolean all = where.all();
    long left = where.walk();
    for (Stretch each : where.stretches()) {
      if (found.size() > limit || left <= 0) {
        all = false;
        break;
      }
      SearchPlaces.End end = new SearchPlaces.End(each, each.width(), true);
      if (each.width() > left) {
        end = places.end(each, words, left);
      }
      left -= end.passages();
      all &= end.all();
      all &= add(found, query, words, end.stretch(), limit + 1) <= limit;
    }
    return new Candidates(found.stream().limit(limit).toList(), all);
  }

  /** How many there are, up to a limit. */
  private int add(Set<Candidate> found, Query query, String words, Stretch stretch, int limit)
      throws SQLException {
    PreparedStatement sql = statements.prepare(text(query));
    List<Object> values = values(query, words, stretch, limit);
    for (int i = 0; i < values.size(); i++) {
      sql.setObject(i + 1, values.get(i));
    }
    int count = 0;
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        count++;
        long event = row.getLong(1);
        found.add(
            new Candidate(
                event,
                Math.max(event, row.getLong(2)),
                row.getString(3),
                row.getString(4),
                Objects.requireNonNullElse(row.getString(5), "")));
      }
    }
    return count;
  }

  private static String text(Query query) {
    return """
        SELECT p.event, p.last, s.id, s.title, s.cwd
        FROM search CROSS JOIN search_passage p ON p.doc = search.rowid
          CROSS JOIN session s ON s.no = p.event >> 32
        WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? AND s.deleted_at IS NULL"""
        + (query.all() || query.session() != null ? "" : " AND " + CatalogueReads.LISTED)
        + (query.tags().isEmpty() ? "" : " AND " + SearchPlaces.TAGGED.formatted("p.event >> 32"))
        + (query.cwd() == null ? "" : " AND s.cwd = ?")
        + (query.session() == null
            ? ""
            : " AND p.event >> 32 = (SELECT no FROM session WHERE id = ?)")
        + (query.since() == null
            ? ""
            : " AND s.updated_at >= ? AND (SELECT at FROM event WHERE key = p.event) >= ?")
        + (query.until() == null ? "" : " AND (SELECT at FROM event WHERE key = p.event) < ?")
        + " ORDER BY search.rowid DESC LIMIT ?";
  }

  private static List<Object> values(Query query, String words, Stretch stretch, int limit) {
    List<Object> values = new ArrayList<>(List.of(words, stretch.first(), stretch.last()));
    if (!query.tags().isEmpty()) {
      values.add(SearchPlaces.list(query.tags()));
      values.add(query.tags().size());
    }
    if (query.cwd() != null) {
      values.add(EventCodec.wellFormed(query.cwd()));
    }
    if (query.session() != null) {
      values.add(query.session().value());
    }
    if (query.since() != null) {
      values.add(query.since().toEpochMilli());
      values.add(query.since().toEpochMilli());
    }
    if (query.until() != null) {
      values.add(query.until().toEpochMilli());
    }
    values.add(limit);
    return values;
  }
}
