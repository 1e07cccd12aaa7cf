package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.Risk;
import acp.event.Tokens;
import acp.model.ModelEvent;
import acp.model.ModelMessage;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A turn that runs away is stopped, says at what, and can go on. */
@Timeout(30)
class LimitsTest {
  private static final Outcome DONE = Outcome.stopped(Reason.END_TURN);
  private static final Outcome STOPPED = Outcome.stopped(Reason.MAX_TURN_REQUESTS);

  @TempDir Path folder;

  private static ModelEvent text(String delta) {
    return new ModelEvent.Text(delta);
  }

  private static ModelEvent look(int number) {
    return new ModelEvent.Call("look", "{\"subject\":\"" + number + "\"}");
  }

  private static Stage.Hand looks() {
    return new Stage.Hand("look", Risk.NONE, _ -> Mono.just(ToolResult.text("seen")));
  }

  private static String notice(Stage stage) {
    Event.NoticeRaised last = stage.seen.all(Event.NoticeRaised.class).getLast();
    return last.title() + " | " + last.description();
  }

  @Test
  void theNoticeNamesTheLimitAndContinueGoesOnBehindTheLastResult() {
    Stage stage = new Stage(folder, 1, looks());
    stage.model.then(look(1)).then(text("It is seen."));

    assertEquals(STOPPED, stage.prompt("go"));
    assertTrue(notice(stage).contains("limits.max_turn_requests"), notice(stage));
    assertTrue(notice(stage).contains("/continue"), notice(stage));

    assertEquals(DONE, stage.prompt("/continue"));
    List<ModelMessage> asked = stage.model.requests.get(1).messages();
    assertEquals(3, asked.size());
    assertTrue(asked.getLast() instanceof ModelMessage.ToolResult, asked.toString());
  }

  @Test
  void callsBeyondTheLimitAreNotDoneAndTheTurnStops() {
    Stage.Hand look = looks();
    Stage stage = new Stage(folder, Stage.settings(new Limits(9, 3, null, 0, 0)), look);
    stage.model.then(look(1), look(2)).then(look(3), look(4));

    Outcome outcome = stage.prompt("go");

    assertEquals(STOPPED, outcome);
    assertEquals(3, look.done.size());
    assertEquals(
        "Not run: this turn may call no more than 3 tools.",
        stage.seen.all(Event.ToolCallEnded.class).stream()
            .filter(end -> end.told().startsWith("Not"))
            .findFirst()
            .orElseThrow()
            .told());
    assertTrue(notice(stage).contains("limits.max_tool_calls"), notice(stage));
  }

  @Test
  void tokensAreCountedOverTheTurn() {
    Stage stage = new Stage(folder, Stage.settings(new Limits(9, 9, null, 100, 0)), looks());
    stage
        .model
        .then(new ModelEvent.Usage(40, 10, 0), look(1))
        .then(new ModelEvent.Usage(45, 5, 0), look(2));

    Outcome outcome = stage.prompt("go");

    assertEquals(STOPPED, outcome);
    assertEquals(2, stage.model.requests.size());
    assertTrue(notice(stage).contains("100 tokens"), notice(stage));
  }

  @Test
  void aCostIsReachedWhenItIsSpent() {
    Limits limits = new Limits(9, 9, null, 0, 500_000_000);

    assertEquals(null, limits.reached(1, false, new Tokens(1, 0, 0, 0, 0, 499_999_999)));
    assertEquals(
        "it has cost 0.5 US dollars (limits.max_turn_cost)",
        limits.reached(1, false, new Tokens(1, 0, 0, 0, 0, 500_000_000)));
  }

  @Test
  void timeStopsATurnInTheMiddleOfACall() {
    CountDownLatch dropped = new CountDownLatch(1);
    var slow =
        new Stage.Hand(
            "look", Risk.NONE, _ -> Mono.<ToolResult>never().doOnCancel(dropped::countDown));
    Stage stage =
        new Stage(folder, Stage.settings(new Limits(9, 9, Duration.ofMillis(300), 0, 0)), slow);
    stage.model.then(look(1));

    Outcome outcome = stage.prompt("go");

    assertEquals(STOPPED, outcome);
    Stage.await(dropped);
    assertTrue(notice(stage).contains("limits.max_turn_seconds"), notice(stage));
    assertEquals(1, stage.seen.all(Event.ToolCallEnded.class).size());
  }

  @Test
  void aModelThatGoesRoundInCirclesIsToldOnceAndThenStopped() {
    Stage.Hand look = looks();
    Stage stage = new Stage(folder, 50, look);
    for (int i = 0; i < 10; i++) {
      stage.model.then(look(1));
    }

    Outcome outcome = stage.prompt("go");

    assertEquals(STOPPED, outcome);
    assertEquals(6, look.done.size());
    List<String> told =
        stage.seen.all(Event.ToolCallEnded.class).stream().map(Event.ToolCallEnded::told).toList();
    assertEquals("seen" + LoopGuard.WARNING, told.get(4));
    assertEquals("seen", told.get(5));
    assertTrue(notice(stage).contains("again and again"), notice(stage));
  }

  @Test
  void aModelThatTakesTheWarningGoesOn() {
    Stage stage = new Stage(folder, 50, looks());
    for (int i = 0; i < 5; i++) {
      stage.model.then(look(1));
    }
    stage.model.then(look(2)).then(text("I see"));

    assertEquals(DONE, stage.prompt("go"));
  }
}
