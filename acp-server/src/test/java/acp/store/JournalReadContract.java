package acp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.Journal.Append;
import acp.session.Journal.Superseded;
import acp.session.Rewinds;
import acp.session.SessionState;
import acp.session.SessionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What every journal promises to who reads. */
@Timeout(60)
public abstract class JournalReadContract extends JournalFixture {
  @Test
  void readingBeginsBehindTheSeqAskedFor() {
    created("a", 9);
    created("s", 9);
    created("z", 9);

    assertEquals(entries(5, 9), all(S, 4));
    assertEquals(entries(1, 9), all(S, -1));
    assertEquals(List.of(), all(S, 9));
    assertEquals(List.of(), all(S, Long.MAX_VALUE));
    assertEquals(List.of(), all(new SessionId("nobody"), 0));
  }

  @Test
  void aReaderSeesTheSessionAsAtOneMoment() {
    created("s", 1_000);

    StepVerifier.create(journal.read(S, 0), 0)
        .thenRequest(1)
        .expectNext(entry(1))
        .then(
            () ->
                done(
                    journal.append(
                        S,
                        new Append(
                            1_000,
                            entries(1_001, 1_002),
                            List.of(new Superseded(100, 900, entry(100, "merged"))),
                            null))))
        .thenRequest(500)
        .expectNextSequence(entries(2, 501))
        .thenRequest(Long.MAX_VALUE)
        .expectNextSequence(entries(502, 1_000))
        .expectComplete()
        .verify(LIMIT);

    assertEquals(100 + 102, all(S, 0).size());
  }

  @Test
  void aReaderIsToldNoMoreThanItAsksFor() {
    created("s", 600);

    StepVerifier.create(journal.read(S, 0), 0)
        .thenRequest(300)
        .expectNextCount(300)
        .then(() -> assertNotEquals(null, journal.find(S).block(LIMIT)))
        .thenRequest(299)
        .expectNextCount(299)
        .thenRequest(2)
        .expectNext(entry(600))
        .expectComplete()
        .verify(LIMIT);
  }

  @Test
  void readersThatStandStillDoNotKeepOthersWaiting() {
    created("s", 1_000);
    // Each reader stands still behind its first event until the next one is through.
    Flux<Entry> nested = journal.read(S, 990);
    for (int i = 0; i < 10; i++) {
      Flux<Entry> inner = nested;
      nested =
          journal
              .read(S, 0)
              .limitRate(1)
              .concatMap(entry -> entry.seq() == 1 ? inner : Mono.empty(), 1);
    }

    List<Entry> innermost = nested.collectList().block(LIMIT);

    assertEquals(entries(991, 1_000), innermost);
  }

  @Test
  void readersThatGoAwayMakeRoomForOthers() {
    created("s", 1_000);

    for (int i = 0; i < 100; i++) {
      assertEquals(List.of(entry(1)), journal.read(S, 0).take(1).collectList().block(LIMIT));
    }

    assertEquals(entries(1, 1_000), all(S, 0));
  }

  @Test
  void manyReadersAtOnceAllReadEverything() {
    created("s", 700);

    List<Long> counts =
        Flux.range(0, 60).flatMap(_ -> journal.read(S, 0).count(), 60).collectList().block(LIMIT);

    assertEquals(IntStream.range(0, 60).mapToObj(_ -> 700L).toList(), counts);
  }

  @Test
  void theLatestSessionIsListedFirstAndTiesAreBrokenById() {
    SessionSummary old = create("x", "/", 1);
    SessionSummary tieB = create("b", "/", 5);
    SessionSummary tieA = create("a", "/", 5);
    SessionSummary young = create("m", "/", 9);

    assertEquals(List.of(young, tieA, tieB, old), journal.list(null, null, 10).block(LIMIT));
  }

  @Test
  void anAppendMovesASessionToTheTopOfTheList() {
    created("a", 1);
    created("b", 1);

    done(journal.append(new SessionId("b"), append(1, entries(50, 50))));

    assertEquals(List.of("b", "a"), ids(journal.list(null, null, 10)));
  }

  @Test
  void pagesOfTheListFollowEachOtherWithoutGapOrDouble() {
    for (int i = 0; i < 23; i++) {
      create("s" + i, i % 2 == 0 ? "/even" : "/odd", i / 4);
    }

    for (String cwd : new @Nullable String[] {null, "/even", "/odd", "/none"}) {
      List<SessionSummary> whole = listed(cwd, null, 100);
      for (int limit = 1; limit < 6; limit++) {
        List<SessionSummary> paged = new ArrayList<>();
        List<SessionSummary> page = listed(cwd, null, limit);
        while (!page.isEmpty()) {
          assertTrue(page.size() <= limit);
          paged.addAll(page);
          page = listed(cwd, page.getLast(), limit);
        }
        assertEquals(whole, paged);
      }
    }
  }

  @Test
  void onlySessionsOfExactlyTheCwdAreListed() {
    create("a", "/home", 1);
    create("b", "/home/", 2);
    create("c", "/HOME", 3);

    assertEquals(List.of("a"), ids(journal.list("/home", null, 10)));
    assertEquals(List.of(), ids(journal.list("/hom_", null, 10)));
    assertEquals(List.of("c", "b", "a"), ids(journal.list(null, null, 10)));
  }

  @Test
  void aPageOfNothingIsAMistake() {
    assertThrows(IllegalArgumentException.class, () -> journal.list(null, null, 0));
  }

  private SessionSummary create(String id, String cwd, int updated) {
    SessionSummary session = summary(id, cwd, updated, 1);
    done(journal.create(session, entries(1, 1)));
    return session;
  }

  private List<SessionSummary> listed(
      @Nullable String cwd, @Nullable SessionSummary after, int limit) {
    List<SessionSummary> page = journal.list(cwd, after, limit).block(LIMIT);
    return page == null ? List.of() : page;
  }

  private static List<String> ids(Mono<List<SessionSummary>> page) {
    List<SessionSummary> all = page.block(LIMIT);
    return all == null ? List.of() : all.stream().map(each -> each.id().value()).toList();
  }

  @Test
  void promptsAndRewindsAreFoundByThemselves() {
    List<Entry> told = new ArrayList<>();
    for (Event event : Samples.all().values()) {
      told.add(new Entry(told.size() + 1, T0, event));
    }
    created("other", 1);
    done(journal.create(summary("s", "/", 0, told.size()), told));
    List<Entry> rewinds = told.stream().filter(each -> Rewinds.isRewind(each.event())).toList();

    assertEquals(2, rewinds.size());
    assertEquals(rewinds, journal.rewinds(S).block(LIMIT));
    assertEquals(
        told.stream()
            .filter(each -> each.event() instanceof Event.PromptAccepted)
            .map(Entry::seq)
            .toList(),
        journal.prompts(S).block(LIMIT));
    assertEquals(List.of(), journal.prompts(new SessionId("other")).block(LIMIT));
    assertEquals(List.of(), journal.rewinds(new SessionId("nobody")).block(LIMIT));
  }

  @Test
  void theOutlineOfASessionFoldsAsTheWholeOfIt() {
    List<Entry> told = new ArrayList<>();
    for (int again = 0; again < 2; again++) {
      for (Event event : Samples.all().values()) {
        told.add(new Entry(told.size() + 1, T0, event));
      }
    }
    created("other", 1);
    done(journal.create(summary("s", "/", 0, told.size()), told));

    for (int upTo = 1; upTo <= told.size() + 1; upTo++) {
      List<Entry> all = told.subList(0, Math.min(upTo, told.size()));
      long prompt = lastPrompt(all);

      assertEquals(folded(all, 0), folded(outline(S, 0, upTo), 0));
      assertEquals(folded(all, prompt), folded(outline(S, prompt - 1, upTo), prompt));
    }
    assertEquals(List.of(), outline(new SessionId("nobody"), 0, 5));
    List<Entry> outline = outline(S, told.size(), told.size());
    assertEquals(
        told.stream()
            .filter(
                each -> !SessionState.isNothing(each.event(), true) || each.seq() == told.size())
            .map(Entry::seq)
            .toList(),
        outline.stream().map(Entry::seq).toList());
  }

  private List<Entry> outline(SessionId session, long settled, long upTo) {
    List<Entry> all = journal.outline(session, settled, upTo).collectList().block(LIMIT);
    return all == null ? List.of() : all;
  }

  private static long lastPrompt(List<Entry> entries) {
    return entries.stream()
        .filter(each -> each.event() instanceof Event.PromptAccepted)
        .mapToLong(Entry::seq)
        .max()
        .orElse(1);
  }

  /** What they fold to, if all calls that began before {@code settled} have ended there. */
  private static SessionState folded(List<Entry> entries, long settled) {
    SessionState state = SessionState.EMPTY;
    for (Entry entry : entries) {
      if (entry.seq() == settled) {
        for (CallId call : state.open().keySet()) {
          state =
              state.with(
                  new Entry(
                      entry.seq(),
                      T0,
                      new Event.ToolCallEnded(call, CallStatus.FAILED, List.of(), "")));
        }
      }
      state = state.with(entry);
    }
    return state;
  }
}
