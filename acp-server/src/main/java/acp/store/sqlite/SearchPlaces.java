package acp.store.sqlite;

import acp.event.SessionId;
import acp.session.Search.Query;
import acp.store.EventCodec;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says where in the index to look. Tags come and go, so they are no words of it; but where few
 * sessions have them, their passages lie in a few stretches, and of words that are everywhere only
 * these are gone through. Of one connection, one thread at a time.
 */
final class SearchPlaces {
  /** True of a session that has all tags of a list; its number comes first. */
  static final String TAGGED =
      """
      (SELECT count(*) FROM session_tag t WHERE t.session = %s
        AND t.tag IN (SELECT value FROM json_each(?))) = ?""";

  static final String OF_SESSION =
      "SELECT i.first_doc, i.last_doc FROM session s JOIN search_session i ON i.no = s.no"
          + " WHERE s.id = ? AND i.first_doc IS NOT NULL";
  static final String COUNT_TAGGED =
      "SELECT count(*) FROM (SELECT 1 FROM session_tag WHERE tag = ? LIMIT ?)";
  static final String OF_TAGGED =
      "SELECT i.first_doc, i.last_doc FROM session_tag d JOIN search_session i ON i.no = d.session"
          + " WHERE d.tag = ? AND i.first_doc IS NOT NULL AND "
          + TAGGED.formatted("d.session")
          + " ORDER BY d.session DESC LIMIT ?";
  private static final String NEWEST =
      """
      SELECT count(*), min(rowid) FROM (SELECT rowid FROM search
        WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?)\
      """;

  private final Statements statements;
  private final Bounds bounds;

  /**
   * How much is gone through for sessions with tags.
   *
   * @param walk passages that hold the words: if there are no more, all of them, and else so many
   *     of the newest
   * @param sessions if more have the tags, these are no rare ones
   * @param stretches each of which must be found in the index
   * @param gathered the same for beginnings of words, which are gathered anew for each of them
   * @param wide what is longer comes last: a session that goes on for months must not hide others
   * @param apart what lies nearer together is one stretch
   */
  record Bounds(long walk, int sessions, int stretches, int gathered, long wide, long apart) {
    /** For an answer in a tenth of a second or two from a million passages. */
    static final Bounds USUAL = new Bounds(20_000, 5_000, 50, 3, 5_000, 500);
  }

  /**
   * Places to look at, one after the other.
   *
   * @param all false if there are others that hold what is looked for
   * @param walk how many passages that hold the words may be gone through
   */
  record Places(List<Stretch> stretches, boolean all, long walk) {
    /** What may be gone through to the end. */
    static Places of(List<Stretch> stretches, boolean all) {
      return new Places(stretches, all, Long.MAX_VALUE);
    }
  }

  /**
   * What is at the end of a stretch.
   *
   * @param all true if it is all that holds the words
   */
  record End(Stretch stretch, long passages, boolean all) {}

  SearchPlaces(Statements statements, Bounds bounds) {
    this.statements = statements;
    this.bounds = bounds;
  }

  /**
   * Where to look for an expression.
   *
   * @param words with what else the index knows of the query
   * @param gathered true if it asks for beginnings of words
   */
  Places of(Query query, String words, boolean gathered) throws SQLException {
    if (query.session() != null) {
      return ofSession(query.session());
    }
    if (query.tags().isEmpty()) {
      return Places.of(List.of(Stretch.ALL), true);
    }
    End newest = end(Stretch.ALL, words, bounds.walk);
    if (!newest.all) {
      List<Stretch> few = ofTagged(query.tags());
      if (few != null && few.size() <= (gathered ? bounds.gathered : Integer.MAX_VALUE)) {
        boolean all = few.size() <= bounds.stretches;
        return new Places(all ? few : few.subList(0, bounds.stretches), all, bounds.walk);
      }
    }
    return Places.of(List.of(newest.stretch), newest.all);
  }

  /** The newest of a stretch, with at most so many passages that hold the words. */
  End end(Stretch stretch, String words, long passages) throws SQLException {
    PreparedStatement sql = statements.prepare(NEWEST);
    sql.setString(1, words);
    sql.setLong(2, stretch.first());
    sql.setLong(3, stretch.last());
    sql.setLong(4, passages + 1);
    try (ResultSet row = sql.executeQuery()) {
      row.next();
      long count = row.getLong(1);
      return count <= passages
          ? new End(stretch, count, true)
          : new End(new Stretch(row.getLong(2) + 1, stretch.last()), passages, false);
    }
  }

  private Places ofSession(SessionId session) throws SQLException {
    PreparedStatement sql = statements.prepare(OF_SESSION);
    sql.setString(1, session.value());
    return Places.of(stretches(sql), true);
  }

  /** Where sessions with all these tags are; null if they are many. */
  private @Nullable List<Stretch> ofTagged(Set<String> tags) throws SQLException {
    PreparedStatement sql = statements.prepare(OF_TAGGED);
    sql.setString(1, rarest(tags));
    sql.setString(2, list(tags));
    sql.setInt(3, tags.size());
    sql.setInt(4, bounds.sessions + 1);
    List<Stretch> each = stretches(sql);
    if (each.size() > bounds.sessions) {
      return null;
    }
    Map<Boolean, List<Stretch>> wide =
        each.stream().collect(Collectors.partitioningBy(one -> one.width() > bounds.wide));
    return Stream.of(false, true)
        .flatMap(
            which -> Stretch.merged(wide.getOrDefault(which, List.of()), bounds.apart).stream())
        .toList();
  }

  /** The one that the fewest sessions have, so that few are gone through for it. */
  private String rarest(Set<String> tags) throws SQLException {
    String rarest = "";
    long fewest = Long.MAX_VALUE;
    for (String tag : tags) {
      PreparedStatement sql = statements.prepare(COUNT_TAGGED);
      sql.setString(1, EventCodec.wellFormed(tag));
      sql.setInt(2, bounds.sessions + 1);
      long count = Statements.number(sql);
      if (count < fewest) {
        fewest = count;
        rarest = EventCodec.wellFormed(tag);
      }
    }
    return rarest;
  }

  /** As {@link #TAGGED} takes it. */
  static String list(Set<String> tags) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    tags.forEach(tag -> list.add(EventCodec.wellFormed(tag)));
    return list.toString();
  }

  private static List<Stretch> stretches(PreparedStatement sql) throws SQLException {
    List<Stretch> stretches = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        stretches.add(new Stretch(row.getLong(1), row.getLong(2)));
      }
    }
    return stretches;
  }
}
