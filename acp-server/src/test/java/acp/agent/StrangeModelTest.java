package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.Risk;
import acp.model.ModelEvent;
import acp.model.ModelMessage;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Whatever a model says, it is told what was wrong or the turn ends with the reason. */
@Timeout(30)
class StrangeModelTest {
  private static final Outcome DONE = Outcome.stopped(Reason.END_TURN);

  @TempDir Path folder;

  private static ModelEvent text(String delta) {
    return new ModelEvent.Text(delta);
  }

  private static ModelEvent call(String name, String arguments) {
    return new ModelEvent.Call(name, arguments);
  }

  private static Stage.Hand looks() {
    return new Stage.Hand("look", Risk.NONE, _ -> Mono.just(ToolResult.text("seen")));
  }

  @Test
  void argumentsOfTenMegabytesAreRefusedAndNotKept() {
    Stage.Hand look = looks();
    Stage stage = new Stage(folder, 5, look);
    stage
        .model
        .then(call("look", "{\"subject\":\"" + "x".repeat(10 << 20) + "\"}"))
        .then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertEquals(List.of(), look.done);
    assertEquals(
        "The arguments are longer than 1024 KiB. Do it in smaller pieces.",
        stage.seen.ended().told());
    assertEquals(null, stage.seen.all(Event.ToolCallStarted.class).getFirst().input());
  }

  @Test
  void twoCallsThatAreTheSameAreTwoCalls() {
    Stage.Hand look = looks();
    Stage stage = new Stage(folder, 5, look);
    stage.model.then(call("look", "{}"), call("look", "{}")).then(text("ok"));

    assertEquals(DONE, stage.prompt("go"));

    assertEquals(2, look.done.size());
    List<ModelMessage> asked = stage.model.requests.get(1).messages();
    List<String> ids =
        assertInstanceOf(ModelMessage.Assistant.class, asked.get(1)).calls().stream()
            .map(ModelMessage.Call::callId)
            .toList();
    assertEquals(2, ids.stream().distinct().count());
    assertEquals(
        ids.getFirst(), assertInstanceOf(ModelMessage.ToolResult.class, asked.get(2)).callId());
    assertEquals(
        ids.getLast(), assertInstanceOf(ModelMessage.ToolResult.class, asked.get(3)).callId());
  }

  @Test
  void anEmptyAnswerIsAskedForOnceMore() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(new ModelEvent.Thought("hm")).then(text("here"));

    assertEquals(DONE, stage.prompt("go"));

    assertEquals("hmhere", stage.seen.text());
    assertEquals(1, stage.model.requests.get(1).messages().size());
  }

  @Test
  void nothingButEmptyAnswersIsAnError() {
    Stage stage = new Stage(folder, 5);
    stage.model.then().then();

    Outcome outcome = stage.prompt("go");

    var failed = assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(failed.message().startsWith("list/model answered with nothing"), failed.message());
    assertEquals("empty", failed.data().get("kind"));
  }

  @Test
  void behindToolsSilenceIsAnEndThatIsTold() {
    Stage stage = new Stage(folder, 5, looks());
    stage.model.then(call("look", "{}")).then().then();

    assertEquals(DONE, stage.prompt("go"));

    assertEquals(
        "The model ended without a word",
        stage.seen.all(Event.NoticeRaised.class).getLast().title());
  }

  @Test
  void halvesOfCharactersHangNothing() {
    Stage stage = new Stage(folder, 5, looks());
    stage
        .model
        .then(text("a\ud83d"), call("look", "{\"subject\":\"\\ud83d\"}"), call("\udc00", "{}"))
        .then(text("ok"));

    assertEquals(DONE, stage.prompt("go"));

    assertEquals(2, stage.seen.all(Event.ToolCallEnded.class).size());
  }

  @Test
  void argumentsNestedTooDeepAreNoJson() {
    Stage stage = new Stage(folder, 5, looks());
    stage
        .model
        .then(call("look", "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)))
        .then(text("ok"));

    assertEquals(DONE, stage.prompt("go"));

    assertTrue(stage.seen.ended().told().contains("not valid JSON"), stage.seen.ended().told());
  }

  @Test
  void aModelThatThrowsEndsTheTurnAsAnIncident() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(
        reactor.core.publisher.Flux.defer(
            () -> {
              throw new IllegalStateException("secret");
            }));

    Outcome outcome = stage.prompt("go");

    var failed = assertInstanceOf(Outcome.Failed.class, outcome);
    assertEquals("Internal error", failed.message());
    assertTrue(failed.data().containsKey("incident"));
  }
}
