package acp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.Fenced;
import acp.session.Journal;
import acp.session.Journal.Append;
import acp.session.Journal.Superseded;
import acp.session.JournalException;
import acp.session.SessionSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What every journal promises, wherever it keeps what it is told. */
@Timeout(30)
public abstract class JournalContract {
  public static final Duration LIMIT = Duration.ofSeconds(20);
  public static final Instant T0 = Instant.ofEpochMilli(1_700_000_000_000L);
  public static final SessionId S = new SessionId("s");

  protected Journal journal;

  /** A journal that knows nothing yet. */
  protected abstract Journal open() throws Exception;

  @BeforeEach
  final void openTheJournal() throws Exception {
    journal = open();
  }

  @AfterEach
  final void closeTheJournal() {
    journal.close();
  }

  @Test
  void aNewSessionIsFoundWithItsEvents() {
    SessionSummary session = summary("s", "/home", 0, 2);

    done(journal.create(session, entries(1, 2)));

    assertEquals(session, journal.find(S).block(LIMIT));
    assertEquals(entries(1, 2), all(S, 0));
  }

  @Test
  void everyKindOfEventIsReadAsItWasTold() {
    List<Entry> told = new ArrayList<>();
    for (Event event : Samples.all().values()) {
      told.add(new Entry(told.size() + 1, T0.plusMillis(told.size()), event));
    }

    done(journal.create(summary("s", "/", 0, told.size()), told));

    assertEquals(told, all(S, 0));
  }

  @Test
  void nothingHappensUntilSomebodySubscribes() {
    Mono<Void> create = journal.create(summary("s", "/", 0, 1), entries(1, 1));

    assertEquals(null, journal.find(S).block(LIMIT));
    done(create);
    assertNotEquals(null, journal.find(S).block(LIMIT));
  }

  @Test
  void aSessionIsNotCreatedTwice() {
    SessionSummary first = summary("s", "/first", 0, 1);
    done(journal.create(first, entries(1, 1)));

    JournalException refused =
        refusal(journal.create(summary("s", "/second", 9, 3), entries(1, 3)));

    assertFalse(refused instanceof Fenced);
    assertEquals(first, journal.find(S).block(LIMIT));
    assertEquals(entries(1, 1), all(S, 0));
  }

  @Test
  void whatIsAppendedStandsBehindWhatWasThere() {
    created("s", 1);

    done(journal.append(S, append(1, entries(2, 3))));
    done(journal.append(S, append(3, entries(4, 4))));

    assertEquals(entries(1, 4), all(S, 0));
  }

  @Test
  void anAppendMovesTheSummaryOn() {
    SessionSummary before = created("s", 1);

    done(journal.append(S, append(1, entries(2, 7))));

    assertEquals(
        new SessionSummary(S, before.cwd(), null, T0, T0.plusMillis(7), 7),
        journal.find(S).block(LIMIT));
  }

  @Test
  void aTitleStaysUntilTheNextOne() {
    created("s", 1);

    done(journal.append(S, new Append(1, entries(2, 2), List.of(), "Größe 𝄞")));
    done(journal.append(S, append(2, entries(3, 3))));
    String kept = title();
    done(journal.append(S, new Append(3, entries(4, 4), List.of(), "")));

    assertEquals("Größe 𝄞", kept);
    assertEquals("", title());
  }

  @Test
  void anAppendBehindTheTimesIsFencedAndLeavesNothing() {
    created("s", 1);
    done(journal.append(S, append(1, entries(2, 2))));
    SessionSummary before = journal.find(S).block(LIMIT);

    JournalException refused =
        refusal(
            journal.append(
                S, new Append(1, entries(2, 9), List.of(new Superseded(1, 2, null)), "late")));

    assertInstanceOf(Fenced.class, refused);
    assertEquals(before, journal.find(S).block(LIMIT));
    assertEquals(entries(1, 2), all(S, 0));
  }

  @Test
  void anAppendAheadOfTheTimesIsFenced() {
    created("s", 1);

    JournalException refused = refusal(journal.append(S, append(5, entries(6, 6))));

    assertInstanceOf(Fenced.class, refused);
    assertEquals(entries(1, 1), all(S, 0));
  }

  @Test
  void whoWasFencedMayCatchUpAndTryAgain() {
    created("s", 1);
    done(journal.append(S, append(1, entries(2, 2))));
    refusal(journal.append(S, append(1, entries(2, 2))));

    done(journal.append(S, append(2, entries(3, 3))));

    assertEquals(entries(1, 3), all(S, 0));
  }

  @Test
  void anAppendToAnUnknownSessionIsRefusedButNotFenced() {
    JournalException refused = refusal(journal.append(S, append(0, entries(1, 1))));

    assertFalse(refused instanceof Fenced);
    assertEquals(null, journal.find(S).block(LIMIT));
    assertEquals(List.of(), all(S, 0));
  }

  @Test
  void supersededRowsGiveWayToTheOneThatStandsForThem() {
    created("s", 1);
    done(journal.append(S, append(1, entries(2, 6))));
    Entry merged = entry(3, "3 to 5");

    done(
        journal.append(
            S, new Append(6, entries(7, 7), List.of(new Superseded(3, 5, merged)), null)));

    assertEquals(List.of(entry(1), entry(2), merged, entry(6), entry(7)), all(S, 0));
  }

  @Test
  void rowsOfTheSameAppendMayBeSuperseded() {
    created("s", 1);
    Entry merged = entry(2, "2 to 4");

    done(
        journal.append(
            S,
            new Append(
                1,
                entries(2, 6),
                List.of(new Superseded(2, 4, merged), new Superseded(6, 6, null)),
                null)));

    assertEquals(List.of(entry(1), merged, entry(5)), all(S, 0));
  }

  @Test
  void theNumbersOfSupersededRowsAreNotGivenAwayAgain() {
    created("s", 1);
    done(
        journal.append(S, new Append(1, entries(2, 4), List.of(new Superseded(2, 4, null)), null)));

    assertInstanceOf(Fenced.class, refusal(journal.append(S, append(1, entries(2, 2)))));
    done(journal.append(S, append(4, entries(5, 5))));

    assertEquals(List.of(entry(1), entry(5)), all(S, 0));
  }

  @Test
  void supersedingInOneSessionLeavesTheOthersAlone() {
    created("a", 3);
    created("b", 3);

    done(
        journal.append(
            new SessionId("a"),
            new Append(3, entries(4, 4), List.of(new Superseded(1, 4, null)), null)));

    assertEquals(List.of(), all(new SessionId("a"), 0));
    assertEquals(entries(1, 3), all(new SessionId("b"), 0));
  }

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

  @Test
  void manySessionsAppendAtOnce() {
    List<SessionId> sessions =
        IntStream.range(0, 8).mapToObj(i -> created("s" + i, 1).id()).toList();

    done(
        Flux.fromIterable(sessions)
            .flatMap(
                session ->
                    Flux.range(1, 100)
                        .concatMap(n -> journal.append(session, append(n, entries(n + 1, n + 1)))))
            .then());

    for (SessionId session : sessions) {
      assertEquals(entries(1, 101), all(session, 0));
    }
  }

  @Test
  void oneThatIsFencedDoesNotHarmThoseCommittedWithIt() {
    List<SessionId> sessions =
        IntStream.range(0, 60).mapToObj(i -> created("s" + i, 1).id()).toList();
    List<SessionId> late = List.of(sessions.get(7), sessions.get(42));

    Set<SessionId> fenced = ConcurrentHashMap.newKeySet();
    done(
        Flux.fromIterable(sessions)
            .flatMap(
                id ->
                    journal
                        .append(id, append(late.contains(id) ? 0 : 1, entries(2, 2)))
                        .onErrorComplete(refused -> refused instanceof Fenced && fenced.add(id)),
                60)
            .then());

    assertEquals(Set.copyOf(late), fenced);
    sessions.forEach(id -> assertEquals(entries(1, late.contains(id) ? 1 : 2), all(id, 0)));
  }

  @Test
  void closingFinishesWhatWasBegun() {
    created("s", 1);
    List<Mono<Void>> begun =
        LongStream.range(0, 50)
            .mapToObj(i -> journal.create(summary("n" + i, "/", 0, 1), entries(1, 1)))
            .map(create -> create.cache())
            .peek(create -> create.subscribe())
            .toList();

    journal.close();

    begun.forEach(create -> done(create));
  }

  @Test
  void afterClosingEverythingFails() {
    created("s", 1);

    journal.close();
    journal.close();

    refusal(journal.create(summary("t", "/", 0, 1), entries(1, 1)));
    refusal(journal.append(S, append(1, entries(2, 2))));
    refusal(journal.read(S, 0).then());
    refusal(journal.find(S).then());
    refusal(journal.list(null, null, 1).then());
  }

  @Test
  void aJournalThatWasNeverUsedIsClosed() {
    journal.close();

    refusal(journal.find(S).then());
  }

  /** Creates a session with so many events. */
  protected final SessionSummary created(String id, int events) {
    SessionSummary session = summary(id, "/home", events, events);
    done(journal.create(session, entries(1, events)));
    return session;
  }

  private SessionSummary create(String id, String cwd, int updated) {
    SessionSummary session = summary(id, cwd, updated, 1);
    done(journal.create(session, entries(1, 1)));
    return session;
  }

  private @Nullable String title() {
    SessionSummary found = journal.find(S).block(LIMIT);
    return found == null ? null : found.title();
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

  protected final List<Entry> all(SessionId session, long after) {
    return all(journal, session, after);
  }

  public static List<Entry> all(Journal journal, SessionId session, long after) {
    List<Entry> all = journal.read(session, after).collectList().block(LIMIT);
    return all == null ? List.of() : all;
  }

  public static void done(Mono<Void> deed) {
    deed.block(LIMIT);
  }

  public static JournalException refusal(Mono<Void> deed) {
    return assertThrows(JournalException.class, () -> deed.block(LIMIT));
  }

  public static SessionSummary summary(String id, String cwd, int updated, long lastSeq) {
    return new SessionSummary(new SessionId(id), cwd, null, T0, T0.plusMillis(updated), lastSeq);
  }

  public static Append append(long after, List<Entry> entries) {
    return new Append(after, entries, List.of(), null);
  }

  public static List<Entry> entries(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(JournalContract::entry).toList();
  }

  public static Entry entry(long seq) {
    return entry(seq, "text " + seq);
  }

  public static Entry entry(long seq, String text) {
    return new Entry(seq, T0.plusMillis(seq), new Event.ToolOutput(new CallId("call"), text));
  }
}
