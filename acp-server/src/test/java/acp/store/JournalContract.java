package acp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Fenced;
import acp.session.Journal.Append;
import acp.session.Journal.Branch;
import acp.session.Journal.Superseded;
import acp.session.JournalException;
import acp.session.SessionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every journal promises to who writes, wherever it keeps what it is told. */
@Timeout(30)
public abstract class JournalContract extends JournalFixture {
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
  void aClockThatJumpsBackChangesNoOrder() {
    created("s", 1);
    created("t", 5);
    Instant before = T0.minusSeconds(86_400);
    Event event = entry(9).event();

    done(journal.append(S, append(1, List.of(new Entry(2, T0.plusMillis(7), event)))));
    done(journal.append(S, append(2, List.of(new Entry(3, before, event)))));

    assertEquals(List.of(1L, 2L, 3L), all(S, 0).stream().map(Entry::seq).toList());
    assertEquals(before, all(S, 2).getFirst().at());
    assertEquals(
        List.of("s", "t"),
        Objects.requireNonNull(journal.list(null, null, 10).block(LIMIT)).stream()
            .map(session -> session.id().value())
            .toList());
    assertEquals(
        T0.plusMillis(7), Objects.requireNonNull(journal.find(S).block(LIMIT)).updatedAt());
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

  private @Nullable String title() {
    SessionSummary found = journal.find(S).block(LIMIT);
    return found == null ? null : found.title();
  }

  @Test
  void aDeletedSessionIsUnknownAndItsIdStaysTaken() {
    SessionSummary other = created("other", 1);
    created("s", 2);

    done(journal.delete(S));
    done(journal.delete(S));
    done(journal.delete(new SessionId("never was")));

    assertEquals(null, journal.find(S).block(LIMIT));
    assertEquals(List.of(), all(S, 0));
    assertEquals(List.of(other), journal.list(null, null, 10).block(LIMIT));
    assertEquals(List.of(other), journal.list("/home", null, 10).block(LIMIT));
    assertFalse(refusal(journal.append(S, append(2, entries(3, 3)))) instanceof Fenced);
    refusal(journal.create(summary("s", "/", 0, 1), entries(1, 1)));
  }

  private static final SessionId F = new SessionId("f");

  private static Event.SessionOpened opened() {
    return new Event.SessionOpened("/elsewhere", List.of("/more"), S);
  }

  @Test
  void aForkBeginsAsTheOtherAndLeavesItAsItWas() {
    created("s", 3);
    done(journal.append(S, new Append(3, entries(4, 4), List.of(), "Title")));
    SessionSummary before = journal.find(S).block(LIMIT);

    done(journal.fork(S, F, T0.plusSeconds(1), new Branch(opened())));

    List<Entry> expected = new ArrayList<>(entries(1, 4));
    expected.add(new Entry(5, T0.plusSeconds(1), opened()));
    assertEquals(expected, all(F, 0));
    assertEquals(
        new SessionSummary(F, "/elsewhere", "Title", T0.plusSeconds(1), T0.plusSeconds(1), 5),
        journal.find(F).block(LIMIT));
    done(journal.append(F, append(5, entries(6, 6))));
    assertEquals(before, journal.find(S).block(LIMIT));
    assertEquals(entries(1, 4), all(S, 0));
  }

  @Test
  void aForkMayEndBeforeTheOtherDoes() {
    created("s", 9);
    Event closing = new Event.TitleChanged("closed");

    done(journal.fork(S, F, T0, new Branch(4, List.of(closing), opened())));

    List<Entry> expected = new ArrayList<>(entries(1, 4));
    expected.add(new Entry(5, T0, closing));
    expected.add(new Entry(6, T0, opened()));
    assertEquals(expected, all(F, 0));
    assertEquals(6, Objects.requireNonNull(journal.find(F).block(LIMIT)).lastSeq());
    done(journal.append(F, append(6, entries(7, 7))));
    assertEquals(entries(1, 9), all(S, 0));
  }

  @Test
  void whatIsNotThereOrWasDeletedCannotBeForked() {
    created("s", 1);
    done(journal.delete(S));

    for (SessionId gone : List.of(S, new SessionId("never was"))) {
      AcpException refused =
          assertThrows(
              AcpException.class, () -> done(journal.fork(gone, F, T0, new Branch(opened()))));
      assertEquals(ErrorCode.RESOURCE_NOT_FOUND, refused.code());
    }
    assertEquals(null, journal.find(F).block(LIMIT));
  }
}
