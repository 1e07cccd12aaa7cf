package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.Risk;
import acp.model.ModelEvent;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Calls that only look run at once; what changes something runs alone and in order. */
@Timeout(30)
class AtOnceTest {
  private static final Outcome DONE = Outcome.stopped(Reason.END_TURN);

  @TempDir Path folder;

  private static ModelEvent text(String delta) {
    return new ModelEvent.Text(delta);
  }

  private static ModelEvent call(String name, String subject) {
    return new ModelEvent.Call(name, "{\"subject\":\"" + subject + "\"}");
  }

  private static ModelEvent[] calls(String name, int count) {
    ModelEvent[] calls = new ModelEvent[count];
    for (int i = 0; i < count; i++) {
      calls[i] = call(name, "" + i);
    }
    return calls;
  }

  private static List<String> results(ModelRequest request) {
    return request.messages().stream()
        .filter(ModelMessage.ToolResult.class::isInstance)
        .map(message -> ((ModelMessage.ToolResult) message).text())
        .toList();
  }

  @Test
  void neighboursThatLookRunTogether() {
    CountDownLatch both = new CountDownLatch(2);
    var look =
        new Stage.Hand(
            "look",
            Risk.NONE,
            _ ->
                Mono.fromCallable(
                    () -> {
                      both.countDown();
                      return both.await(10, TimeUnit.SECONDS)
                          ? ToolResult.text("met")
                          : ToolResult.failure("alone");
                    }));
    Stage stage = new Stage(folder, 5, look);
    stage.model.then(call("look", "a"), call("look", "b")).then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertEquals(List.of("met", "met"), results(stage.model.requests.get(1)));
  }

  @Test
  void noMoreThanEightRunAtOnce() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch eight = new CountDownLatch(8);
    Sinks.Empty<Void> go = Sinks.empty();
    var look =
        new Stage.Hand(
            "look",
            Risk.NONE,
            _ ->
                Mono.defer(
                    () -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      eight.countDown();
                      return go.asMono()
                          .then(
                              Mono.fromSupplier(
                                  () -> {
                                    running.decrementAndGet();
                                    return ToolResult.text("seen");
                                  }));
                    }));
    Stage stage = new Stage(folder, 5, look);
    stage.model.then(calls("look", 20)).then(text("ok"));
    Mono<Outcome> answer = stage.begin("go");
    Stage.await(eight);

    go.tryEmitEmpty();

    assertEquals(DONE, Stage.await(answer));
    assertEquals(8, most.get());
    assertEquals(20, look.done.size());
  }

  @Test
  void resultsStandInTheOrderOfTheCallsWhoeverEndsFirst() {
    Sinks.Empty<Void> secondIsDone = Sinks.empty();
    var slow =
        new Stage.Hand(
            "slow",
            Risk.NONE,
            _ -> secondIsDone.asMono().then(Mono.just(ToolResult.text("first"))));
    var quick = new Stage.Hand("quick", Risk.NONE, _ -> Mono.just(ToolResult.text("second")));
    Stage stage = new Stage(folder, 5, slow, quick);
    stage.seen.on(Event.ToolCallEnded.class, secondIsDone::tryEmitEmpty);
    stage.model.then(call("slow", "a"), call("quick", "b")).then(text("ok"));

    stage.prompt("go");

    assertEquals(List.of("first", "second"), results(stage.model.requests.get(1)));
    var ended = stage.seen.all(Event.ToolCallEnded.class);
    assertEquals(
        List.of("second", "first"), ended.stream().map(Event.ToolCallEnded::told).toList());
  }

  @Test
  void whatChangesSomethingRunsAloneAndInItsPlace() {
    List<String> done = Collections.synchronizedList(new java.util.ArrayList<>());
    var look =
        new Stage.Hand(
            "look",
            Risk.NONE,
            _ -> Mono.fromCallable(() -> ToolResult.text("saw " + List.copyOf(done))));
    var act =
        new Stage.Hand(
            "act",
            Risk.EDIT,
            _ ->
                Mono.fromCallable(
                    () -> {
                      done.add("act");
                      return ToolResult.text("did");
                    }));
    Stage stage = new Stage(folder, 5, look, act);
    stage
        .model
        .then(call("look", "a"), call("act", "b"), call("look", "c"), call("act", "d"))
        .then(text("ok"));

    stage.prompt("go");

    assertEquals(
        List.of("saw []", "did", "saw [act]", "did"), results(stage.model.requests.get(1)));
    List<String> lives = stage.seen.calls();
    assertTrue(lives.lastIndexOf("started look") > lives.indexOf("completed"), lives.toString());
  }

  @Test
  void oneThatBreaksLeavesTheOthersAlone() {
    var look = new Stage.Hand("look", Risk.NONE, _ -> Mono.just(ToolResult.text("seen")));
    var broken =
        new Stage.Hand("broken", Risk.NONE, _ -> Mono.error(new IllegalStateException("bug")));
    Stage stage = new Stage(folder, 5, look, broken);
    stage.model.then(call("look", "a"), call("broken", "b"), call("look", "c")).then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    List<String> results = results(stage.model.requests.get(1));
    assertEquals("seen", results.getFirst());
    assertTrue(results.get(1).startsWith("The tool broke"), results.get(1));
    assertEquals("seen", results.getLast());
  }

  @Test
  void aCancelEndsAllThatRun() {
    CountDownLatch running = new CountDownLatch(3);
    CountDownLatch stopped = new CountDownLatch(3);
    var look =
        new Stage.Hand(
            "look",
            Risk.NONE,
            _ ->
                Mono.<ToolResult>never()
                    .doOnSubscribe(_ -> running.countDown())
                    .doOnCancel(stopped::countDown));
    Stage stage = new Stage(folder, 5, look);
    stage.model.then(calls("look", 3));
    Mono<Outcome> answer = stage.begin("go");
    Stage.await(running);

    stage.session.cancel();

    assertEquals(Outcome.stopped(Reason.CANCELLED), Stage.await(answer));
    Stage.await(stopped);
    assertEquals(3, stage.seen.calls().stream().filter("failed"::equals).count());
  }
}
