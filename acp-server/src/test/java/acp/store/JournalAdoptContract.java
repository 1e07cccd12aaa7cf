package acp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.Journal;
import acp.session.SessionSummary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every journal promises to who brings a whole session. */
@Timeout(60)
public abstract class JournalAdoptContract extends JournalFixture {
  private static final SessionSummary SESSION =
      new SessionSummary(S, "/elsewhere", "Title", T0, T0.plusSeconds(9), 700);

  @Test
  void anAdoptedSessionIsThereWithAllItsEvents() {
    done(journal.adopt(SESSION, pages(1, 700, 100)));

    assertEquals(SESSION, journal.find(S).block(LIMIT));
    assertEquals(entries(1, 700), all(S, 0));
    assertEquals(List.of(SESSION), journal.list("/elsewhere", null, 10).block(LIMIT));
  }

  @Test
  void anAdoptedSessionGoesOnLikeAnyOther() {
    done(journal.adopt(SESSION, pages(1, 700, 700)));

    done(journal.append(S, append(700, entries(701, 702))));

    assertEquals(entries(1, 702), all(S, 0));
  }

  @Test
  void itIsKnownUpToWhereItWasImportedAlsoInItsBranches() {
    created("other", 3);
    done(journal.adopt(SESSION, pages(1, 700, 700)));
    done(journal.append(S, append(700, entries(701, 702))));
    SessionId early = new SessionId("early");
    SessionId late = new SessionId("late");
    Event.SessionOpened opened = new Event.SessionOpened("/", List.of(), S);

    done(journal.fork(S, early, T0, new Journal.Branch(4, List.of(), opened)));
    done(journal.fork(S, late, T0, new Journal.Branch(opened)));

    assertEquals(700, journal.imported(S).block(LIMIT));
    assertEquals(4, journal.imported(early).block(LIMIT));
    assertEquals(700, journal.imported(late).block(LIMIT));
    assertEquals(0, journal.imported(new SessionId("other")).block(LIMIT));
    assertEquals(0, journal.imported(new SessionId("nobody")).block(LIMIT));
  }

  @Test
  void itIsUnknownUntilAllOfItIsThere() {
    created("other", 3);

    done(
        journal.adopt(
            SESSION,
            pages(1, 700, 100)
                .concatMap(
                    page ->
                        Mono.zip(
                                journal.find(S).hasElement(),
                                journal.read(S, 0).hasElements(),
                                journal.list(null, null, 10).map(List::size))
                            .doOnNext(seen -> assertEquals("[false,false,1]", seen.toString()))
                            .thenReturn(page))));

    assertEquals(
        List.of(2), journal.list(null, null, 10).map(List::size).flux().collectList().block(LIMIT));
  }

  @Test
  void ofOneThatFailsOnTheWayNothingStays() {
    Flux<List<Entry>> broken =
        pages(1, 300, 100).concatWith(Flux.error(new IllegalStateException("line 301")));

    Throwable failure =
        assertThrows(IllegalStateException.class, () -> journal.adopt(SESSION, broken).block());

    assertEquals("line 301", failure.getMessage());
    assertEquals(null, journal.find(S).block(LIMIT));
    assertEquals(List.of(), all(S, 0));
    done(journal.adopt(SESSION, pages(1, 700, 100)));
    assertEquals(entries(1, 700), all(S, 0));
  }

  @Test
  void oneWhoseIdIsTakenIsRefusedAndTheOtherStaysAsItWas() {
    SessionSummary before = created("s", 3);

    refusal(journal.adopt(SESSION, pages(1, 700, 100)));

    assertEquals(before, journal.find(S).block(LIMIT));
    assertEquals(entries(1, 3), all(S, 0));
  }

  @Test
  void theIdOfADeletedSessionStaysTaken() {
    created("s", 3);
    done(journal.delete(S));

    refusal(journal.adopt(SESSION, pages(1, 700, 100)));

    assertEquals(null, journal.find(S).block(LIMIT));
  }

  @Test
  void othersAreWrittenMeanwhile() {
    SessionId other = created("other", 1).id();

    done(
        journal.adopt(
            SESSION,
            pages(1, 700, 100)
                .index()
                .concatMap(
                    page -> {
                      long last = page.getT1() + 1;
                      return journal
                          .append(other, append(last, entries(last + 1, last + 1)))
                          .thenReturn(page.getT2());
                    })));

    assertEquals(entries(1, 8), all(other, 0));
    assertEquals(entries(1, 700), all(S, 0));
  }

  private static Flux<List<Entry>> pages(long from, long to, int size) {
    return Flux.fromIterable(entries(from, to)).buffer(size);
  }
}
