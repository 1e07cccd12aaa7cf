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
import acp.store.sqlite.CandidateReads.Candidate;
import acp.store.sqlite.CandidateReads.Candidates;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

  private final Statements statements;
  private final IndexRows rows;
  private final CandidateReads candidates;

  SearchReads(Statements statements, EventCodec codec) {
    this(statements, codec, SearchPlaces.Bounds.USUAL);
  }

  SearchReads(Statements statements, EventCodec codec, SearchPlaces.Bounds bounds) {
    this.statements = statements;
    this.candidates = new CandidateReads(statements, bounds);
    this.rows = new IndexRows(statements, codec);
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
    if (Statements.number(statements.prepare(NOTHING)) != 0) {
      return ranking.found(query, false, left());
    }
    Candidates newest = candidates.read(query, terms, query.kinds(), CANDIDATES);
    List<Candidate> all = new ArrayList<>(newest.found());
    if (!newest.all() && (query.kinds().isEmpty() || query.kinds().contains(Kind.TITLE))) {
      all.addAll(candidates.read(query, terms, Set.of(Kind.TITLE), TITLES).found());
    }
    boolean limited = look(all, query, ranking) || !newest.all();
    return ranking.found(query, limited, left());
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
      Passage passage = seen.add(candidate.event()) ? passage(candidate) : null;
      if (passage != null && fits(passage, candidate, query)) {
        chars += passage.text().length();
        ranking.look(new SessionId(candidate.id()), candidate.title(), candidate.cwd(), passage);
      }
    }
    return false;
  }

  private @Nullable Passage passage(Candidate candidate) throws SQLException {
    Passages found = new Passages();
    for (Entry entry : rows.between(candidate.event(), candidate.last())) {
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
        && (passage.kind() != Kind.TITLE || passage.text().equals(candidate.title()));
  }
}
