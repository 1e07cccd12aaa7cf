package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.PlanEntry;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.session.Turn;
import acp.store.memory.MemoryJournal;
import acp.surface.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The law of replay: what is loaded looks like what was seen. */
@Timeout(30)
class ReplayV1Test {
  private static final Outcome DONE = Outcome.stopped(Outcome.Reason.END_TURN);
  private final MemoryJournal journal = new MemoryJournal();

  private static String in(String session) {
    return "{'sessionId':'" + session + "','cwd':'/project','mcpServers':[]}";
  }

  private static Event said(String message, String text) {
    return new Event.MessageChunk(new MessageId(message), Event.Role.AGENT, text);
  }

  private static Event thought(String message, String text) {
    return new Event.MessageChunk(new MessageId(message), Event.Role.THOUGHT, text);
  }

  private static Event ended(String message) {
    return new Event.MessageEnded(new MessageId(message), null);
  }

  private static Event started(String call, Shown... shown) {
    return new Event.ToolCallStarted(
        new CallId(call),
        new MessageId("m1"),
        "tool",
        "Use " + call,
        ToolKind.OTHER,
        List.of(),
        null,
        List.of(shown));
  }

  private static Event begun(String call) {
    return new Event.ToolCallChanged(new CallId(call), CallStatus.IN_PROGRESS, null);
  }

  private static Event over(String call, CallStatus status, Shown... shown) {
    return new Event.ToolCallEnded(new CallId(call), status, List.of(shown), "told");
  }

  private static Event plan(PlanEntry.Status status) {
    return new Event.PlanChanged(List.of(new PlanEntry("step", PlanEntry.Priority.HIGH, status)));
  }

  private static Function<Turn, Mono<Outcome>> telling(Outcome outcome, Event... events) {
    return turn ->
        Flux.just(events)
            .concatMap(
                event ->
                    event instanceof Event.MessageChunk || event instanceof Event.ToolOutput
                        ? turn.post(event)
                        : turn.tell(event))
            .then(Mono.just(outcome));
  }

  private static Event[] busySession() {
    Stream<Event> words = Stream.iterate(0, i -> i + 1).limit(700).map(i -> said("m2", i + " "));
    Stream<Event> before =
        Stream.of(
            thought("h1", "let me "),
            thought("h1", "see"),
            ended("h1"),
            said("m1", "Look"),
            said("m1", "ing."),
            ended("m1"),
            plan(PlanEntry.Status.PENDING),
            started("c1", new Shown.Diff("/a", "x", "y")),
            begun("c1"),
            over("c1", CallStatus.COMPLETED, new Shown.Diff("/a", "x", "y")),
            started("c2"),
            over("c2", CallStatus.FAILED, Shown.Block.text("not allowed")),
            started("c3"),
            begun("c3"),
            new Event.ToolOutput(new CallId("c3"), "line 1\n"),
            new Event.ToolOutput(new CallId("c3"), "line 2\n"),
            new Event.UsageReported("m", 5, 5, 0, 100),
            over("c3", CallStatus.COMPLETED, Shown.Block.text("all ``` of it")),
            plan(PlanEntry.Status.COMPLETED));
    Stream<Event> after = Stream.of(ended("m2"), new Event.UsageReported("m", 9, 9, 0, 100));
    return Stream.of(before, words, after).flatMap(events -> events).toArray(Event[]::new);
  }

  @Test
  void aLoadedSessionLooksLikeTheOneThatWasSeen() {
    String live;
    String session;
    try (Desk desk = new Desk(journal, telling(DONE, busySession())).greet()) {
      session = desk.open();
      desk.answer(desk.prompt(session, "do it"));
      live = EditorView.of(desk.updates()).withoutPrompts();
    }

    EditorView loaded;
    try (Desk desk = new Desk(journal, telling(DONE)).greet()) {
      desk.result("session/load", in(session));
      loaded = EditorView.of(desk.updates());
    }

    assertEquals(live, loaded.withoutPrompts());
    assertTrue(loaded.toString().contains("=do it"), loaded.toString());
    assertTrue(live.contains("Looking.") && live.contains("698 699 "), live);
  }

  @Test
  void aLoadInTheSameConversationLooksTheSameToo() {
    try (Desk desk = new Desk(journal, telling(DONE, busySession())).greet()) {
      String session = desk.open();
      desk.answer(desk.prompt(session, "do it"));
      String live = EditorView.of(desk.updates()).withoutPrompts();
      desk.forget();

      desk.result("session/load", in(session));

      assertEquals(live, EditorView.of(desk.updates()).withoutPrompts());
    }
  }

  @Test
  void aLongMessageIsToldAgainInFewPieces() {
    try (Desk desk = new Desk(journal, telling(DONE, busySession())).greet()) {
      String session = desk.open();
      desk.answer(desk.prompt(session, "do it"));
      desk.forget();

      desk.result("session/load", in(session));

      assertTrue(desk.updates().size() < 30, desk.updates().size() + " updates");
    }
  }

  @Test
  void aCancelledTurnLooksTheSameAfterwards() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Function<Turn, Mono<Outcome>> work =
        turn ->
            telling(DONE, said("m1", "half"), started("c1"), begun("c1"), started("c2"))
                .apply(turn)
                .then(Mono.<Outcome>never().doOnSubscribe(_ -> running.countDown()));
    try (Desk desk = new Desk(journal, work).greet()) {
      String session = desk.open();
      int prompt = desk.prompt(session, "do it");
      assertTrue(running.await(10, TimeUnit.SECONDS));
      desk.tell("session/cancel", "{'sessionId':'" + session + "'}");
      desk.answer(prompt);
      EditorView live = EditorView.of(desk.updates());
      desk.forget();

      desk.result("session/load", in(session));

      assertEquals(live.withoutPrompts(), EditorView.of(desk.updates()).withoutPrompts());
      assertTrue(live.item("c1").toString().contains("\"failed\""), live.toString());
      assertTrue(live.item("c2").toString().contains("\"failed\""), live.toString());
    }
  }

  @Test
  void aFailureThatWasAnAnswerIsAMessageAfterwards() {
    Outcome failed = new Outcome.Failed(-32603, "no net", Map.of());
    try (Desk desk = new Desk(journal, telling(failed, said("m1", "so"))).greet()) {
      String session = desk.open();
      desk.answer(desk.prompt(session, "do it"));
      assertEquals("so", desk.text());
      desk.forget();

      desk.result("session/load", in(session));

      assertEquals("soThis turn failed: no net", desk.text());
    }
  }

  @Test
  void aSessionThatIsLoadedWhileItRunsIsSeenWhole() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Sinks.Empty<Void> goOn = Sinks.empty();
    Function<Turn, Mono<Outcome>> work =
        turn ->
            telling(DONE, said("m1", "one "), started("c1"), begun("c1"))
                .apply(turn)
                .then(goOn.asMono().doOnSubscribe(_ -> running.countDown()))
                .then(
                    telling(DONE, over("c1", CallStatus.COMPLETED), said("m2", "two")).apply(turn));
    try (Desk desk = new Desk(journal, work).greet()) {
      String session = desk.open();
      int prompt = desk.prompt(session, "do it");
      assertTrue(running.await(10, TimeUnit.SECONDS));
      desk.answer("session/list", "{}");
      desk.forget();

      desk.result("session/load", in(session));
      EditorView atLoad = EditorView.of(desk.updates());
      goOn.tryEmitEmpty().orThrow();
      desk.answer(prompt);

      assertTrue(atLoad.item("c1").toString().contains("\"in_progress\""), atLoad.toString());
      EditorView whole = EditorView.of(desk.updates());
      assertEquals("one ", whole.item("agent_message_chunk m1"));
      assertEquals("two", whole.item("agent_message_chunk m2"));
      assertTrue(whole.item("c1").toString().contains("\"completed\""), whole.toString());
    }
  }

  private static String inLast(String session, String turns) {
    return "{'sessionId':'%s','cwd':'/project','mcpServers':[],'_meta':{'acp-server':{'replayTurns':%s}}}"
        .formatted(session, turns);
  }

  @Test
  void aClientMaySeeTheLastTurnsOnlyAndIsToldWhatElseThereIs() {
    try (Desk desk = new Desk(journal, telling(DONE, busySession()))) {
      desk.greet();
      String session = desk.open();
      desk.answer(desk.prompt(session, "one"));
      desk.answer(desk.prompt(session, "two"));
      desk.answer(desk.prompt(session, "three"));
      desk.forget();

      JsonNode loaded = desk.result("session/load", inLast(session, "1"));

      assertEquals("ask", loaded.at("/modes/currentModeId").asText());
      List<String> said =
          desk.updates().stream()
              .filter(update -> update.path("sessionUpdate").asText().startsWith("user_message"))
              .map(update -> update.at("/content/text").asText())
              .toList();
      assertEquals(List.of("three"), said);
      assertTrue(
          desk.updates().getFirst().at("/content/text").asText().startsWith("2 earlier turns"),
          desk.updates().getFirst().toString());
      desk.forget();
      desk.result("session/load", inLast(session, "0"));
      List<String> kinds =
          desk.updates().stream().map(each -> each.path("sessionUpdate").asText()).toList();
      assertEquals(
          List.of("agent_message_chunk", "plan", "session_info_update", "usage_update"), kinds);
    }
  }

  @Test
  void aNumberOfTurnsThatIsNoneIsNamed() {
    try (Desk desk = new Desk(journal, telling(DONE))) {
      desk.greet();
      String session = desk.open();

      for (String turns : List.of("-1", "1.5", "'2'", "99999999999")) {
        JsonNode error = desk.answer("session/load", inLast(session, turns)).path("error");
        assertEquals(-32602, error.path("code").asInt(), turns);
        assertEquals("_meta.acp-server.replayTurns", error.at("/data/path").asText());
      }
      desk.result("session/load", inLast(session, "null"));
    }
  }
}
