package acp.store.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.SessionId;
import acp.session.Search;
import acp.session.Search.Found;
import acp.session.Search.Hit;
import acp.session.Search.Kind;
import acp.session.Search.Mark;
import acp.session.Search.Query;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which hit is better, and what of all hits is told. */
class RankingTest {
  private static final SessionId S = new SessionId("s");

  private Ranking ranking = new Ranking(Terms.read("nothing"));
  private int seq;

  private void look(String query) {
    ranking = new Ranking(Terms.read(query));
  }

  private void at(Kind kind, String text) {
    seq++;
    ranking.look(
        S, "title", "/", new Passage(seq, seq, Instant.EPOCH, kind, "m" + seq, null, text));
  }

  private Found found(int offset, int limit) {
    Query query = new Query("x", null, null, Set.of(), null, null, null, null, offset, limit);
    return ranking.found(query, false, 0);
  }

  private List<String> ids() {
    return found(0, 100).hits().stream().map(Hit::id).toList();
  }

  private List<Mark> marks() {
    return found(0, 1).hits().getFirst().marks();
  }

  @Test
  void aRareWordIsWorthMore() {
    look("common OR rare");
    for (int i = 0; i < 10; i++) {
      at(Kind.ANSWER, "common word");
    }
    at(Kind.ANSWER, "rare word");
    at(Kind.ANSWER, "common word");

    assertEquals("m11", ids().getFirst());
  }

  @Test
  void whatIsSaidInFewWordsIsWorthMore() {
    look("leaf");
    at(Kind.ANSWER, "a leaf");
    at(Kind.ANSWER, "a leaf" + " among others".repeat(30));
    at(Kind.ANSWER, "leaf");

    assertEquals(List.of("m3", "m1", "m2"), ids());
  }

  @Test
  void ofTheSameWordsTheKindDecides() {
    look("leaf");
    for (Kind kind : List.of(Kind.TOOL, Kind.ANSWER, Kind.TITLE, Kind.PROMPT)) {
      at(kind, "a leaf");
    }

    assertEquals(List.of("m3", "m4", "m2", "m1"), ids());
  }

  @Test
  void wordsSideBySideOfTwoPhrasesAreOneMark() {
    look("\"a b\" OR \"b c\" OR b");
    at(Kind.ANSWER, "x a b c y");

    assertEquals("a b c", marked());
    look("b OR \"b c\"");
    at(Kind.ANSWER, "x b c y");
    assertEquals("b c", marked());
    look("\"a b c\" OR b");
    at(Kind.ANSWER, "x a b c y");
    assertEquals("a b c", marked());
  }

  private String marked() {
    assertEquals(1, marks().size());
    Mark mark = marks().getFirst();
    return found(0, 1).hits().getFirst().snippet().substring(mark.from(), mark.to());
  }

  @Test
  void noMoreThanSoManyAreTold() {
    look("leaf");
    for (int i = 0; i < Search.MOST + 5; i++) {
      at(Kind.ANSWER, "leaf");
    }

    assertEquals(Search.MOST, found(0, Integer.MAX_VALUE).hits().size());
    assertNull(found(0, Integer.MAX_VALUE).next());
    Found last = found(Search.MOST - 1, 5);
    assertEquals(1, last.hits().size());
    assertNull(last.next());
    assertEquals(Search.MOST - 1, found(Search.MOST - 2, 1).next());
  }

  @Test
  void aPageBehindTheLastIsEmpty() {
    look("leaf");
    at(Kind.ANSWER, "leaf");

    assertEquals(List.of(), found(7, 5).hits());
    assertNull(found(7, 5).next());
    assertTrue(found(0, 5).hits().getFirst().score() > 0);
  }
}
