package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.SessionId;
import acp.session.Change;
import acp.session.Search.Found;
import acp.session.Search.Query;
import acp.store.EventCodec;
import acp.store.Telling;
import acp.store.search.Terms;
import acp.store.sqlite.SearchPlaces.Bounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much of a large index is gone through for sessions with a tag, with bounds made small. */
class TagSearchTest extends StoreFixture {
  private static final Bounds SMALL = new Bounds(5, 3, 2, 1, 6, 0);

  /** A session that says a word so often. */
  private Telling says(String id, int times) {
    return says(new Telling(journal, id, "/"), times);
  }

  /** At once, so that all of it is indexed together. */
  private Telling says(Telling told, int times) {
    told.prompt("go on");
    for (int i = 0; i < times; i++) {
      told.says(told.id().value() + "-" + told.seq(), "leaf");
    }
    told.ends();
    index();
    return told;
  }

  private void index() {
    assertEquals(
        0, journal.search().find(Query.of("leaf", 1)).blockOptional(LIMIT).orElseThrow().left());
  }

  private void tag(String id, String... tags) {
    Change change = Change.NONE.tags(List.of(tags), List.of());
    Objects.requireNonNull(
        journal.catalogue().update(new SessionId(id), change).block(LIMIT), "updated");
  }

  private Found find(Bounds bounds, String... tags) throws SQLException {
    return find(bounds, "leaf", Set.of(tags));
  }

  private Found find(Bounds bounds, String words, Set<String> tags) throws SQLException {
    Query query = Query.of(words, 100).tagged(tags);
    try (Connection connection = connect();
        Statements statements = new Statements(connection)) {
      return new SearchReads(statements, new EventCodec(), bounds)
          .find(query, Terms.read(query.text()));
    }
  }

  private static List<String> sessions(Found found) {
    return found.hits().stream().map(hit -> hit.session().value()).distinct().sorted().toList();
  }

  @Test
  void wordsThatAreRareAreFoundWhereverTheyAre() throws SQLException {
    for (int i = 0; i < 4; i++) {
      says("s" + i, 1);
      tag("s" + i, "many");
    }
    says("other", 1);

    Found found = find(SMALL, "many");

    assertEquals(List.of("s0", "s1", "s2", "s3"), sessions(found));
    assertFalse(found.limited());
  }

  @Test
  void aSessionWithATagIsFoundBehindMuchThatIsNewer() throws SQLException {
    says("old", 2);
    says("between", 20);
    says("newer", 1);
    says("newest", 20);
    tag("old", "rare");
    tag("newer", "rare", "rarer");

    Found found = find(SMALL, "rare");

    assertEquals(List.of("newer", "old"), sessions(found));
    assertEquals(3, found.hits().size());
    assertFalse(found.limited(), "both were looked at in whole");
    assertEquals(List.of("newer"), sessions(find(SMALL, "rare", "rarer")));
    assertEquals(List.of(), sessions(find(SMALL, "rare", "none")));
  }

  @Test
  void ofMoreSessionsThanAreGoneThroughTheNewestAreFoundAndItIsSaid() throws SQLException {
    for (String id : List.of("a", "b", "c")) {
      says(id, 1);
      says("behind-" + id, 9);
      tag(id, "rare");
    }

    Found found = find(SMALL, "rare");

    assertEquals(List.of("b", "c"), sessions(found));
    assertTrue(found.limited());
  }

  @Test
  void ofATagThatIsEverywhereTheNewestIsFoundAndItIsSaid() throws SQLException {
    for (int i = 0; i < 5; i++) {
      says("s" + i, 2);
      tag("s" + i, "many");
    }

    Found found = find(SMALL, "many");

    assertEquals(List.of("s2", "s3", "s4"), sessions(found));
    assertEquals(5, found.hits().size());
    assertTrue(found.limited());
    tag("s0", "few");
    assertEquals(List.of("s0"), sessions(find(SMALL, "many", "few")), "the rarer one leads");
  }

  @Test
  void beginningsOfWordsAreGatheredAFewTimesAtMost() throws SQLException {
    for (String id : List.of("a", "b")) {
      says(id, 1);
      says("behind-" + id, 9);
    }
    tag("b", "rare");
    tag("a", "two");
    tag("b", "two");

    Found one = find(SMALL, "lea*", Set.of("rare"));
    Found two = find(SMALL, "lea*", Set.of("two"));

    assertEquals(List.of("b"), sessions(one), "in its own stretch");
    assertFalse(one.limited());
    assertEquals(List.of(), sessions(two), "among the newest of all");
    assertTrue(two.limited());
  }

  @Test
  void aSessionThatGoesOnForLongHidesNoOthers() throws SQLException {
    Telling on = says("on", 1);
    says("short", 1);
    says("much", 20);
    says(on, 1);
    says("more", 20);
    tag("on", "rare");
    tag("short", "rare");

    Found found = find(SMALL, "rare");

    assertEquals(List.of("on", "short"), sessions(found));
    assertEquals(2, found.hits().size(), "what was said first lies further back than is looked");
    assertTrue(found.limited());
    assertEquals(3, find(new Bounds(30, 3, 2, 1, 6, 0), "rare").hits().size());
    assertEquals(3, find(Bounds.USUAL, "rare").hits().size());
    assertFalse(find(Bounds.USUAL, "rare").limited());
  }

  @Test
  void stretchesThatTouchAreOne() {
    List<Stretch> apart = List.of(new Stretch(1, 3), new Stretch(20, 30), new Stretch(5, 9));

    assertEquals(
        List.of(new Stretch(20, 30), new Stretch(5, 9), new Stretch(1, 3)),
        Stretch.merged(apart, 1));
    assertEquals(List.of(new Stretch(20, 30), new Stretch(1, 9)), Stretch.merged(apart, 2));
    assertEquals(
        List.of(new Stretch(1, 30)), Stretch.merged(List.of(new Stretch(1, 30), apart.get(0)), 0));
  }

  @Test
  void whereToLookIsAnsweredByAnIndex() throws SQLException {
    for (String question : List.of(SearchPlaces.COUNT_TAGGED, SearchPlaces.OF_TAGGED)) {
      index();
      try (Connection connection = connect();
          var sql = connection.prepareStatement("EXPLAIN QUERY PLAN " + question);
          var row = sql.executeQuery()) {
        while (row.next()) {
          String step = row.getString(4);
          assertFalse(
              step.startsWith("SCAN") && !step.contains("json_each") && !step.contains("subquery"),
              question + ": " + step);
          assertFalse(step.contains("TEMP B-TREE FOR ORDER"), step);
        }
      }
    }
  }
}
