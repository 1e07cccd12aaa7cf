package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.Risk;
import acp.model.ModelEvent;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A turn ends as its model, its limit or its user says. */
@Timeout(30)
class TurnEndsTest {
  private static final Outcome DONE = Outcome.stopped(Reason.END_TURN);

  @TempDir Path folder;

  private static ModelEvent text(String delta) {
    return new ModelEvent.Text(delta);
  }

  private static ModelEvent call(String name, String arguments) {
    return new ModelEvent.Call(name, arguments);
  }

  private static Flux<ModelEvent> ended(ModelEvent.Stop stop, ModelEvent... before) {
    return Flux.just(before).concatWithValues(new ModelEvent.Ended(stop));
  }

  private static Stage.Hand looks() {
    return new Stage.Hand("look", Risk.NONE, _ -> Mono.just(ToolResult.text("seen")));
  }

  @Test
  void aModelThatNeverStopsIsStoppedAtTheLimit() {
    Stage.Hand look = looks();
    Stage stage = new Stage(folder, 3, look);
    for (int i = 0; i < 5; i++) {
      stage.model.then(call("look", "{}"));
    }

    Outcome outcome = stage.prompt("go");

    assertEquals(Outcome.stopped(Reason.MAX_TURN_REQUESTS), outcome);
    assertEquals(3, stage.model.requests.size());
    assertEquals(3, look.done.size());
  }

  @Test
  void theLimitHoldsForATurnAndNotForASession() {
    Stage stage = new Stage(folder, 1);
    stage.model.then(text("one")).then(text("two"));

    assertEquals(DONE, stage.prompt("1"));
    assertEquals(DONE, stage.prompt("2"));
  }

  @Test
  void aRefusalEndsTheTurnAndTheModelForgetsIt() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(ended(ModelEvent.Stop.REFUSAL, text("I will not"))).then(text("fine"));

    Outcome outcome = stage.prompt("bad");
    stage.prompt("good");

    assertEquals(Outcome.stopped(Reason.REFUSAL), outcome);
    assertEquals(1, stage.model.requests.get(1).messages().size());
  }

  @Test
  void anAnswerThatWasCutShortEndsTheTurnAndItsCallsAreNotDone() {
    Stage.Hand look = looks();
    Stage stage = new Stage(folder, 5, look);
    stage.model.then(ended(ModelEvent.Stop.MAX_TOKENS, text("So"), call("look", "{}")));

    Outcome outcome = stage.prompt("go");

    assertEquals(Outcome.stopped(Reason.MAX_TOKENS), outcome);
    assertEquals(List.of(), look.done);
    assertEquals(List.of("turn ended"), stage.seen.calls());
  }

  @Test
  void aFailureOfTheModelIsHowTheTurnEnds() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(
        Flux.concat(
            Flux.just(text("So ")),
            Flux.error(
                new AcpException(
                    ErrorCode.AUTH_REQUIRED, "The key is not good", Map.of("status", 401)))));

    Outcome outcome = stage.prompt("go");

    assertEquals(new Outcome.Failed(-32000, "The key is not good", Map.of("status", 401)), outcome);
    assertEquals("So ", stage.seen.text());
  }

  @Test
  void aCancelWhileTheModelSpeaksEndsTheExchangeAtOnce() {
    Stage stage = new Stage(folder, 5);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch dropped = new CountDownLatch(1);
    stage.model.then(
        Flux.concat(
                Flux.just(text("So ")),
                Flux.<ModelEvent>never().doOnSubscribe(_ -> begun.countDown()))
            .doOnCancel(dropped::countDown));
    Mono<Outcome> answer = stage.begin("go");
    Stage.await(begun);

    stage.session.cancel();

    assertEquals(Outcome.stopped(Reason.CANCELLED), Stage.await(answer));
    Stage.await(dropped);
    assertEquals("So ", stage.seen.text());
  }

  @Test
  void aCancelWhileAToolRunsStopsItAndClosesTheCall() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    var slow =
        new Stage.Hand(
            "slow",
            Risk.EXECUTE,
            _ ->
                Mono.<ToolResult>never()
                    .doOnSubscribe(_ -> running.countDown())
                    .doOnCancel(stopped::countDown));
    Stage stage = new Stage(folder, 5, slow);
    stage.model.then(call("slow", "{}"), call("slow", "{}"));
    Mono<Outcome> answer = stage.begin("go");
    Stage.await(running);

    stage.session.cancel();

    assertEquals(Outcome.stopped(Reason.CANCELLED), Stage.await(answer));
    Stage.await(stopped);
    assertEquals(
        List.of(
            "started slow", "asked", "answered allow_once", "in progress", "failed", "turn ended"),
        stage.seen.calls());
    assertEquals(1, slow.done.size());
  }
}
