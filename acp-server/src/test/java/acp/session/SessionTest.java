package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.SessionId;
import acp.event.Tokens;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** A session ends every turn once, and shows nothing that is not on disk. */
@Timeout(20)
class SessionTest {
  private static final MessageId M1 = new MessageId("m1");
  private static final CallId C1 = new CallId("c1");
  private static final Outcome DONE = Outcome.stopped(Reason.END_TURN);
  private static final Outcome CANCELLED = Outcome.stopped(Reason.CANCELLED);

  private static Event.MessageChunk chunk(String text) {
    return new Event.MessageChunk(M1, Event.Role.AGENT, text);
  }

  private static Event.ToolCallStarted call() {
    return new Event.ToolCallStarted(
        C1, M1, "run_command", "make", ToolKind.EXECUTE, List.of(), null, List.of());
  }

  @Test
  void aPromptIsAnsweredAfterItsLastEventWasShown() {
    Rig rig = new Rig(turn -> turn.tell(chunk("hi")).thenReturn(DONE));
    Session session = rig.open();

    List<Event> shown = Rig.await(rig.ask(session, "hello").map(_ -> rig.seen.events()));

    assertEquals("hi", rig.seen.text());
    assertInstanceOf(Event.TurnEnded.class, shown.getLast());
  }

  @Test
  void whatIsShownIsInTheJournalAlready() {
    List<Boolean> onDisk = new ArrayList<>();
    Rig rig =
        new Rig(
            turn ->
                Flux.range(0, 50)
                    .concatMap(i -> turn.post(chunk(i + " ")))
                    .then(turn.tell(new Event.MessageEnded(M1, null)))
                    .thenReturn(DONE));
    Session session = Rig.await(rig.sessions.create(Rig.PLACE));
    session.watchUnlessWatched(
        "probe",
        () ->
            new Watcher() {
              @Override
              public Mono<Void> live(List<acp.event.Entry> entries) {
                return rig.journal
                    .find(session.id())
                    .doOnNext(row -> onDisk.add(row.lastSeq() >= entries.getLast().seq()))
                    .then();
              }

              @Override
              public Mono<Void> replay(List<acp.event.Entry> entries) {
                return Mono.empty();
              }
            });

    rig.prompt(session, "count");

    assertFalse(onDisk.isEmpty());
    assertFalse(onDisk.contains(false));
  }

  @Test
  void whatTheAgentDoesAfterItHasToldIsOffTheMailbox() {
    List<Boolean> mayBlock = new ArrayList<>();
    Rig rig =
        new Rig(
            turn ->
                turn.tell(chunk("a"))
                    .then(
                        Mono.fromCallable(() -> mayBlock.add(!Schedulers.isInNonBlockingThread())))
                    .thenReturn(DONE));
    Session session = rig.open();

    rig.prompt(session, "go");

    assertEquals(List.of(true), mayBlock);
  }

  @Test
  void theChunksOfAnEndedMessageAreOneRow() {
    Rig rig =
        new Rig(
            turn ->
                turn.tell(chunk("a"))
                    .then(turn.tell(chunk("b")))
                    .then(turn.tell(chunk("c")))
                    .then(turn.tell(new Event.MessageEnded(M1, null)))
                    .thenReturn(DONE));
    Session session = rig.open();

    rig.prompt(session, "go");

    assertEquals(
        List.of(chunk("abc")),
        rig.journaled(session.id()).stream().filter(Event.MessageChunk.class::isInstance).toList());
    assertEquals("abc", rig.seen.text());
  }

  @Test
  void chunksThatWaitForAnAppendAreJoined() throws Exception {
    CountDownLatch posted = new CountDownLatch(1);
    CompletableFuture<Outcome> end = new CompletableFuture<>();
    Rig rig =
        new Rig(
            turn ->
                Flux.range(0, 1000)
                    .concatMap(_ -> turn.post(chunk("x")))
                    .doOnComplete(posted::countDown)
                    .then(Mono.fromFuture(end)));
    Session session = rig.open();
    Mono<Outcome> answer = rig.ask(session, "go").cache();
    answer.subscribe();
    assertTrue(posted.await(5, TimeUnit.SECONDS));

    end.complete(DONE);
    answer.block(Rig.LIMIT);

    assertEquals(1000, rig.seen.text().length());
    long pieces = rig.seen.events().stream().filter(Event.MessageChunk.class::isInstance).count();
    assertTrue(pieces < 500, "shown in " + pieces + " pieces");
  }

  @Test
  void theOutputOfACommandIsSupersededByItsEnd() {
    Rig rig =
        new Rig(
            turn ->
                turn.tell(call())
                    .then(turn.tell(new Event.ToolOutput(C1, "one ")))
                    .then(turn.tell(new Event.ToolOutput(C1, "two ")))
                    .then(
                        turn.tell(
                            new Event.ToolCallEnded(
                                C1, CallStatus.COMPLETED, List.of(), "one two ")))
                    .thenReturn(DONE));
    Session session = rig.open();

    rig.prompt(session, "go");

    assertEquals(
        0, rig.journaled(session.id()).stream().filter(Event.ToolOutput.class::isInstance).count());
    assertEquals(2, rig.seen.events().stream().filter(Event.ToolOutput.class::isInstance).count());
  }

  @Test
  void theFirstLineOfTheFirstPromptIsTheTitle() {
    Rig rig = new Rig(_ -> Mono.just(DONE));
    Session session = rig.open();

    rig.prompt(session, "\n  Fix the build  \nplease");
    rig.prompt(session, "Another thing");

    assertEquals("Fix the build", session.state().title());
    assertEquals("Fix the build", Rig.await(rig.journal.find(session.id())).title());
  }

  @Test
  void aCommandLeavesTheSessionUntitledUntilItIsPrompted() {
    Rig rig = new Rig(_ -> Mono.just(DONE));
    Session session = rig.open();

    rig.prompt(session, "/help me");
    String afterTheCommand = session.state().title();
    rig.prompt(session, "/usr/bin is broken");

    assertNull(afterTheCommand);
    assertEquals("/usr/bin is broken", session.state().title());
  }

  @Test
  void theAgentIsToldWhatTheUserSaid() {
    List<List<Content>> prompts = new ArrayList<>();
    Rig rig = new Rig(turn -> Mono.just(DONE).doOnNext(_ -> prompts.add(turn.prompt())));
    Session session = rig.open();

    rig.prompt(session, "hello");

    assertEquals(List.of(List.of(new Content.Text("hello"))), prompts);
  }

  @Test
  void theTokensOfATurnAreKeptThroughTurnsThatTakeNone() {
    Rig rig =
        new Rig(
            turn ->
                turn.prompt().equals(List.of(new Content.Text("none")))
                    ? Mono.just(DONE)
                    : turn.tell(new Event.UsageReported("m", 10, 2, 1, 0))
                        .then(turn.tell(new Event.UsageReported("m", 20, 3, 4, 0)))
                        .thenReturn(DONE));
    Session session = rig.open();

    rig.prompt(session, "work");
    rig.prompt(session, "none");
    rig.prompt(session, "none");

    assertEquals(new Tokens(2, 30, 5, 5), session.state().lastTokens());
    assertEquals(Tokens.NONE, session.state().turnTokens());
    rig.prompt(session, "work");
    assertEquals(new Tokens(2, 30, 5, 5), session.state().turnTokens());
    assertEquals(new Tokens(4, 60, 10, 10), session.state().tokens());
  }

  @Test
  void theStateIsTheFoldOfTheJournal() {
    Rig rig =
        new Rig(
            turn ->
                turn.tell(call())
                    .then(turn.tell(chunk("a")))
                    .then(turn.tell(new Event.MessageEnded(M1, null)))
                    .thenReturn(DONE));
    Session session = rig.open();

    rig.prompt(session, "go");
    session.configure(_ -> Map.of("mode", "accept_edits")).block(Rig.LIMIT);

    SessionState folded =
        rig.journal
            .read(session.id(), 0)
            .reduce(SessionState.EMPTY, SessionState::with)
            .block(Rig.LIMIT);
    assertEquals(folded, session.state());
  }

  @Test
  void theAgentRemembersThePromptItWorksOn() {
    List<Event> known = new ArrayList<>();
    Rig[] rig = new Rig[1];
    rig[0] =
        new Rig(
            _ -> {
              known.addAll(rig[0].remembered);
              return Mono.just(DONE);
            });
    Session session = rig[0].open();

    rig[0].prompt(session, "remember me");

    assertTrue(
        known.stream()
            .anyMatch(
                event ->
                    event instanceof Event.PromptAccepted accepted
                        && accepted.content().equals(List.of(new Content.Text("remember me")))));
  }

  @Test
  void anAgentThatFailsEndsItsTurnWithAnIncident() {
    Rig rig = new Rig(_ -> Mono.error(new IllegalStateException("secret detail")));
    Session session = rig.open();

    Outcome outcome = rig.prompt(session, "go");

    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome);
    assertEquals(ErrorCode.INTERNAL_ERROR.code(), failed.code());
    assertFalse(failed.toString().contains("secret"));
    assertInstanceOf(Event.TurnEnded.class, rig.journaled(session.id()).getLast());
  }

  @Test
  void aFailureMeantForTheClientKeepsItsCodeAndIsStored() {
    Rig rig = new Rig(_ -> Mono.error(new AcpException(ErrorCode.AUTH_REQUIRED, "Log in first")));
    Session session = rig.open();

    Outcome outcome = rig.prompt(session, "go");

    assertEquals(new Outcome.Failed(-32000, "Log in first", Map.of()), outcome);
    assertEquals(outcome, ((Event.TurnEnded) rig.journaled(session.id()).getLast()).outcome());
  }

  @Test
  void aSessionThatIsNotOnDiskCannotBePrompted() {
    Rig rig = new Rig(_ -> Mono.just(DONE));
    SessionId nowhere = new SessionId("nowhere");

    AcpException refused =
        assertThrows(
            AcpException.class, () -> rig.prompt(rig.sessions.open(nowhere, null), "hello"));

    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, refused.code());
    assertEquals(Map.of("sessionId", "nowhere"), refused.data());
  }

  @Test
  void aSessionOfAnEarlierProcessGoesOnWithItsStoredPlace() {
    Rig rig = new Rig(_ -> Mono.just(DONE));
    SessionId id = rig.open().id();
    List<String> cwds = new ArrayList<>();

    Sessions later =
        rig.engine(
            rig.journal,
            turn -> {
              cwds.add(turn.cwd());
              return Mono.just(DONE);
            });
    rig.prompt(later.open(id, null), "go on");

    assertEquals(List.of("/project"), cwds);
  }

  @Nested
  class WhileATurnRuns {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Sinks.One<Outcome> end = Sinks.one();

    private Mono<Outcome> working(Turn turn) {
      return turn.tell(chunk("working"))
          .then(Mono.fromRunnable(begun::countDown))
          .then(end.asMono());
    }

    private Mono<Outcome> start(Rig rig, Session session) throws InterruptedException {
      Mono<Outcome> answer = rig.ask(session, "work").cache();
      answer.subscribe();
      assertTrue(begun.await(5, TimeUnit.SECONDS));
      return answer;
    }

    @Test
    void cancelEndsItAsCancelled() throws Exception {
      Rig rig = new Rig(this::working);
      Session session = rig.open();
      Mono<Outcome> answer = start(rig, session);

      session.cancel();
      session.cancel();

      assertEquals(CANCELLED, answer.block(Rig.LIMIT));
      assertEquals(
          1,
          rig.journaled(session.id()).stream().filter(Event.TurnEnded.class::isInstance).count());
    }

    @Test
    void whatTheAgentTellsAfterTheEndIsDropped() throws Exception {
      List<Turn> turns = new ArrayList<>();
      Rig rig =
          new Rig(
              turn -> {
                turns.add(turn);
                return working(turn);
              });
      Session session = rig.open();
      Mono<Outcome> answer = start(rig, session);
      session.cancel();
      answer.block(Rig.LIMIT);
      int before = rig.seen.entries.size();

      turns.getFirst().tell(chunk("too late")).block(Rig.LIMIT);
      turns.getFirst().post(chunk("too late")).block(Rig.LIMIT);
      session.configure(_ -> Map.of("mode", "ask")).block(Rig.LIMIT);

      assertEquals(before + 1, rig.seen.entries.size());
      assertFalse(rig.seen.text().contains("late"));
    }

    @Test
    void aSecondPromptWaitsForItsTurn() throws Exception {
      Rig rig = new Rig(this::working);
      Session session = rig.open();
      Mono<Outcome> first = start(rig, session);
      Mono<Outcome> second = rig.ask(session, "next").cache();
      second.subscribe();

      end.tryEmitValue(DONE).orThrow();

      assertEquals(DONE, first.block(Rig.LIMIT));
      assertEquals(DONE, second.block(Rig.LIMIT));
      List<Event> order =
          rig.journaled(session.id()).stream()
              .filter(e -> e instanceof Event.PromptAccepted || e instanceof Event.TurnEnded)
              .toList();
      assertInstanceOf(Event.PromptAccepted.class, order.get(0));
      assertInstanceOf(Event.TurnEnded.class, order.get(1));
      assertInstanceOf(Event.PromptAccepted.class, order.get(2));
    }

    @Test
    void cancelAnswersThePromptsThatWait() throws Exception {
      Rig rig = new Rig(this::working);
      Session session = rig.open();
      Mono<Outcome> first = start(rig, session);
      Mono<Outcome> second = rig.ask(session, "next").cache();
      second.subscribe();

      session.cancel();

      assertEquals(CANCELLED, second.block(Rig.LIMIT));
      assertEquals(CANCELLED, first.block(Rig.LIMIT));
      assertEquals(
          1,
          rig.journaled(session.id()).stream()
              .filter(Event.PromptAccepted.class::isInstance)
              .count());
    }

    @Test
    void moreThanSixteenWaitingPromptsAreRefused() throws Exception {
      Rig rig = new Rig(this::working);
      Session session = rig.open();
      start(rig, session);
      IntStream.range(0, Session.MAX_WAITING)
          .forEach(i -> rig.ask(session, "wait " + i).subscribe());

      AcpException refused =
          assertThrows(AcpException.class, () -> rig.prompt(session, "one too many"));

      assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
    }

    @Test
    void aWithdrawnPromptThatWaitsIsCancelledAlone() throws Exception {
      Rig rig = new Rig(this::working);
      Session session = rig.open();
      Mono<Outcome> first = start(rig, session);
      Sinks.Empty<Void> withdraw = Sinks.empty();
      Mono<Outcome> second =
          session
              .prompt(List.of(new Content.Text("no")), new Rig.NoClient(), withdraw.asMono())
              .cache();
      second.subscribe();

      withdraw.tryEmitEmpty().orThrow();
      assertEquals(CANCELLED, second.block(Rig.LIMIT));
      end.tryEmitValue(DONE).orThrow();

      assertEquals(DONE, first.block(Rig.LIMIT));
    }

    @Test
    void closeAnswersItFirst() throws Exception {
      Rig rig = new Rig(this::working);
      Session session = rig.open();
      List<String> order = new java.util.concurrent.CopyOnWriteArrayList<>();
      CountDownLatch both = new CountDownLatch(2);
      rig.ask(session, "work")
          .subscribe(
              _ -> {
                order.add("prompt");
                both.countDown();
              });
      assertTrue(begun.await(5, TimeUnit.SECONDS));

      rig.sessions
          .close(session.id())
          .subscribe(
              _ -> {},
              _ -> {},
              () -> {
                order.add("close");
                both.countDown();
              });

      assertTrue(both.await(5, TimeUnit.SECONDS));
      assertEquals(List.of("prompt", "close"), order);
    }

    @Test
    void settingsCanBeChanged() throws Exception {
      Rig rig = new Rig(this::working);
      Session session = rig.open();
      start(rig, session);

      session.configure(_ -> Map.of("mode", "accept_edits")).block(Rig.LIMIT);

      assertEquals("accept_edits", session.state().setting("mode", "ask"));
    }

    @Test
    void aReplayShowsThePastAndThenTheRestWithoutGapOrDouble() throws Exception {
      Sinks.Many<Integer> words = Sinks.many().unicast().onBackpressureBuffer();
      Rig rig =
          new Rig(
              turn ->
                  words
                      .asFlux()
                      .concatMap(i -> turn.post(chunk(i + " ")))
                      .then(turn.tell(new Event.MessageEnded(M1, null)))
                      .thenReturn(DONE));
      Session session = rig.open();
      Mono<Outcome> answer = rig.ask(session, "count").cache();
      answer.subscribe();
      IntStream.range(0, 500).forEach(i -> words.tryEmitNext(i).orThrow());
      Rig.Seen late = new Rig.Seen();

      session.replay("late", late).block(Rig.LIMIT);
      IntStream.range(500, 1000).forEach(i -> words.tryEmitNext(i).orThrow());
      words.tryEmitComplete().orThrow();
      answer.block(Rig.LIMIT);

      StringBuilder all = new StringBuilder();
      IntStream.range(0, 1000).forEach(i -> all.append(i).append(' '));
      assertEquals(all.toString(), late.text());
      assertEquals(all.toString(), rig.seen.text());
    }

    @Test
    void aReplayThatIsGivenUpLeavesItsClientWatching() throws Exception {
      Rig rig = new Rig(this::working);
      Session session = rig.open();
      Mono<Outcome> answer = start(rig, session);
      CountDownLatch asked = new CountDownLatch(1);
      Rig.Seen never = new Rig.Seen();
      never.room = Mono.<Void>never().doOnSubscribe(_ -> asked.countDown());
      var load = session.replay(rig, never).subscribe();
      assertTrue(asked.await(5, TimeUnit.SECONDS));

      load.dispose();
      end.tryEmitValue(DONE).orThrow();
      answer.block(Rig.LIMIT);

      assertInstanceOf(Event.TurnEnded.class, rig.seen.events().getLast());
    }

    @Test
    void aClientWithoutRoomHoldsTheSourceBack() throws Exception {
      Sinks.Empty<Void> room = Sinks.empty();
      CountDownLatch stuck = new CountDownLatch(1);
      int[] posted = new int[1];
      String piece = "x".repeat(1024);
      Rig rig =
          new Rig(
              turn ->
                  Flux.range(0, 4096)
                      .concatMap(
                          _ -> {
                            Mono<Void> more = turn.post(chunk(piece));
                            posted[0]++;
                            if (posted[0] * 1024 >= Recorder.ROOM) {
                              stuck.countDown();
                            }
                            return more;
                          })
                      .then(Mono.just(DONE)));
      Session session = rig.open();
      rig.seen.room = room.asMono();
      Mono<Outcome> answer = rig.ask(session, "flood").cache();
      answer.subscribe();
      assertTrue(stuck.await(5, TimeUnit.SECONDS));
      int then = posted[0];

      assertTrue(then * 1024L < 4 * Recorder.ROOM, "posted " + then);
      rig.seen.room = Mono.empty();
      room.tryEmitEmpty().orThrow();
      answer.block(Rig.LIMIT);

      assertEquals(4096 * 1024, rig.seen.text().length());
    }
  }

  @Nested
  class WhenCalls {

    @Test
    void areLeftPendingByACancelTheyAreClosedAsNotRun() {
      Rig rig = new Rig(turn -> turn.tell(call()).then(Mono.never()));
      Session session = rig.open();
      Mono<Outcome> answer = rig.ask(session, "go").cache();
      answer.subscribe();
      session.cancel();

      answer.block(Rig.LIMIT);

      assertTrue(session.state().open().isEmpty());
    }

    @Test
    void runDuringACancelTheyAreClosedAsPerhapsDone() throws Exception {
      CountDownLatch running = new CountDownLatch(1);
      Rig rig =
          new Rig(
              turn ->
                  turn.tell(call())
                      .then(turn.tell(new Event.ToolCallChanged(C1, CallStatus.IN_PROGRESS, null)))
                      .then(Mono.fromRunnable(running::countDown))
                      .then(Mono.never()));
      Session session = rig.open();
      Mono<Outcome> answer = rig.ask(session, "go").cache();
      answer.subscribe();
      assertTrue(running.await(5, TimeUnit.SECONDS));

      session.cancel();
      answer.block(Rig.LIMIT);

      Event.ToolCallEnded ended =
          (Event.ToolCallEnded)
              rig.seen.events().stream()
                  .filter(Event.ToolCallEnded.class::isInstance)
                  .findFirst()
                  .orElseThrow();
      assertEquals(CallStatus.FAILED, ended.status());
      assertTrue(ended.told().contains("may have"));
    }
  }

  @Test
  void whatACommandHadPrintedIsKeptWhenItIsCancelled() throws Exception {
    CountDownLatch printed = new CountDownLatch(1);
    Rig rig =
        new Rig(
            turn ->
                turn.tell(call())
                    .then(turn.tell(new Event.ToolCallChanged(C1, CallStatus.IN_PROGRESS, null)))
                    .then(turn.tell(new Event.ToolOutput(C1, "one ")))
                    .then(turn.tell(new Event.ToolOutput(C1, "two ")))
                    .then(Mono.fromRunnable(printed::countDown))
                    .then(Mono.never()));
    Session session = rig.open();
    Mono<Outcome> answer = rig.ask(session, "go").cache();
    answer.subscribe();
    assertTrue(printed.await(5, TimeUnit.SECONDS));

    session.cancel();
    answer.block(Rig.LIMIT);

    Event.ToolCallEnded ended =
        (Event.ToolCallEnded)
            rig.journaled(session.id()).stream()
                .filter(Event.ToolCallEnded.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertTrue(ended.shown().toString().contains("one two "), ended.toString());
  }

  @Nested
  class AfterAProcessDied {
    private final CountDownLatch running = new CountDownLatch(1);
    private final Rig rig =
        new Rig(
            turn ->
                turn.tell(chunk("half an ans"))
                    .then(turn.tell(call()))
                    .then(turn.tell(new Event.ToolCallChanged(C1, CallStatus.IN_PROGRESS, null)))
                    .then(Mono.fromRunnable(running::countDown))
                    .then(Mono.never()));

    private SessionId died() throws InterruptedException {
      Session session = rig.open();
      rig.ask(session, "go").subscribe();
      assertTrue(running.await(5, TimeUnit.SECONDS));
      return session.id();
    }

    @Test
    void aReplayShowsItsCallsClosedAndWritesNothing() throws Exception {
      SessionId id = died();
      Sessions later = rig.engine(rig.journal, _ -> Mono.just(DONE));
      List<Event> before = rig.journaled(id);
      Rig.Seen seen = new Rig.Seen();

      later.open(id, null).replay("new", seen).block(Rig.LIMIT);

      assertEquals("half an ans", seen.text());
      assertTrue(
          seen.events().stream()
              .anyMatch(
                  e ->
                      e instanceof Event.ToolCallEnded ended && ended.told().contains("may have")));
      assertEquals(before, rig.journaled(id));
    }

    @Test
    void theNextPromptClosesThemInTheJournalAndGoesOn() throws Exception {
      SessionId id = died();
      Sessions later = rig.engine(rig.journal, _ -> Mono.just(DONE));

      assertEquals(DONE, rig.prompt(later.open(id, null), "go on"));

      List<Event> all = rig.journaled(id);
      int closed =
          all.indexOf(
              all.stream().filter(Event.ToolCallEnded.class::isInstance).findFirst().orElseThrow());
      assertInstanceOf(Event.TurnEnded.class, all.get(closed + 1));
      assertInstanceOf(Event.PromptAccepted.class, all.get(closed + 2));
    }
  }

  @Nested
  class WhenAnotherProcessWrites {

    @Test
    void anIdleSessionCatchesUpAndGoesOn() {
      Rig rig = new Rig(_ -> Mono.just(DONE));
      Session mine = rig.open();
      rig.prompt(mine, "first");
      Sessions other = rig.engine(rig.journal, turn -> turn.tell(chunk("theirs")).thenReturn(DONE));
      rig.prompt(other.open(mine.id(), null), "second");

      assertEquals(DONE, rig.prompt(mine, "third"));

      assertTrue(rig.remembered.stream().anyMatch(e -> e.equals(chunk("theirs"))));
      assertEquals(
          3,
          rig.journaled(mine.id()).stream().filter(Event.PromptAccepted.class::isInstance).count());
    }

    @Test
    void aRunningTurnFailsAndTheNextPromptCatchesUp() throws Exception {
      CountDownLatch begun = new CountDownLatch(1);
      Sinks.Empty<Void> go = Sinks.empty();
      Rig rig =
          new Rig(
              turn ->
                  turn.tell(chunk("a"))
                      .then(Mono.fromRunnable(begun::countDown))
                      .then(go.asMono())
                      .then(turn.tell(chunk("b")))
                      .thenReturn(DONE));
      Session mine = rig.open();
      Mono<Outcome> answer = rig.ask(mine, "first").cache();
      answer.subscribe(_ -> {}, _ -> {});
      assertTrue(begun.await(5, TimeUnit.SECONDS));
      Sessions other = rig.engine(rig.journal, _ -> Mono.just(DONE));
      rig.prompt(other.open(mine.id(), null), "theirs");

      go.tryEmitEmpty().orThrow();

      AcpException failed = assertThrows(AcpException.class, () -> answer.block(Rig.LIMIT));
      assertEquals(ErrorCode.INTERNAL_ERROR, failed.code());
      assertEquals(DONE, rig.prompt(mine, "again"));
    }
  }

  @Nested
  class WhenTheDiskFails {

    @Test
    void thePromptFailsAndTheSessionLivesOn() {
      Rig rig = new Rig(turn -> turn.tell(chunk("hi")).thenReturn(DONE));
      Session session = rig.open();
      rig.journal.failNext(1);

      AcpException failed = assertThrows(AcpException.class, () -> rig.prompt(session, "one"));

      assertEquals("The disk is full", failed.data().get("details"));
      assertTrue(rig.seen.entries.isEmpty());
      assertEquals(DONE, rig.prompt(session, "two"));
    }

    @Test
    void inMidTurnNothingIsShownThatIsNotOnDisk() {
      Rig[] rig = new Rig[1];
      rig[0] =
          new Rig(
              turn ->
                  turn.tell(chunk("kept "))
                      .then(Mono.fromRunnable(() -> rig[0].journal.failNext(1)))
                      .then(turn.tell(chunk("lost")))
                      .thenReturn(DONE));
      Session session = rig[0].open();

      assertThrows(AcpException.class, () -> rig[0].prompt(session, "one"));

      assertEquals("kept ", rig[0].seen.text());
      assertFalse(rig[0].journaled(session.id()).contains(chunk("lost")));
      assertFalse(
          rig[0].journaled(session.id()).stream().anyMatch(Event.TurnEnded.class::isInstance));
    }
  }

  @Test
  void cancelWhileIdleDoesNotReachTheNextPrompt() {
    Rig rig = new Rig(_ -> Mono.just(DONE));
    Session session = rig.open();

    session.cancel();

    assertEquals(DONE, rig.prompt(session, "hello"));
  }

  @Test
  void cancelRightBehindAPromptHitsIt() {
    Rig rig = new Rig(_ -> Mono.never());
    Session session = rig.open();

    Mono<Outcome> answer = rig.ask(session, "hello").cache();
    answer.subscribe();
    session.cancel();

    assertEquals(CANCELLED, answer.block(Rig.LIMIT));
  }
}
