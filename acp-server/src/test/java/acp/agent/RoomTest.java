package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.Risk;
import acp.model.ModelEvent;
import acp.model.ModelMessage;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A context that runs full is summed up before the next request; the model's window is 1000. */
@Timeout(30)
class RoomTest {
  private static final Outcome DONE = Outcome.stopped(Reason.END_TURN);

  @TempDir Path folder;

  private static ModelEvent text(String delta) {
    return new ModelEvent.Text(delta);
  }

  private static ModelEvent used(long tokens) {
    return new ModelEvent.Usage(tokens, 0, 0);
  }

  private static Flux<ModelEvent> tooLong() {
    return Flux.error(
        new AcpException(ErrorCode.INTERNAL_ERROR, "too long", Map.of("kind", "context")));
  }

  private static Stage.Hand looks() {
    return new Stage.Hand("look", Risk.NONE, _ -> Mono.just(ToolResult.text("seen")));
  }

  private static List<String> told(Stage stage) {
    return stage.model.requests.getLast().messages().stream()
        .map(
            message ->
                switch (message) {
                  case ModelMessage.User user ->
                      "user " + ((Content.Text) user.content().getFirst()).text();
                  case ModelMessage.Assistant answer -> "agent " + answer.text();
                  case ModelMessage.ToolResult result -> "result " + result.text();
                })
        .map(
            line ->
                line.replace(
                    "The conversation up to here was summarised to make room:\n\n", "SUM "))
        .toList();
  }

  private static int compactions(Stage stage) {
    return stage.seen.all(Event.CompactionEnded.class).size();
  }

  @Test
  void aFullContextIsSummedUpBeforeThePromptIsAnswered() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("one"), used(850)).then(text("all so far")).then(text("two"));
    stage.prompt("first");
    assertEquals(0, compactions(stage));

    assertEquals(DONE, stage.prompt("second"));

    assertEquals(List.of("user SUM all so far", "user second"), told(stage));
    assertTrue(
        stage.model.requests.get(1).messages().toString().contains("first"), "nothing summed up");
    assertTrue(!stage.model.requests.get(1).messages().toString().contains("second"), "too much");
  }

  @Test
  void roomThatIsLeftIsUsed() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("one"), used(849)).then(text("two"));
    stage.prompt("first");

    stage.prompt("second");

    assertEquals(0, compactions(stage));
  }

  @Test
  void inTheMiddleOfATurnTheSummaryStandsForAllOfIt() {
    Stage stage = new Stage(folder, 5, looks());
    stage
        .model
        .then(new ModelEvent.Call("look", "{}"), used(900))
        .then(text("looked, now say it"), used(950))
        .then(text("it is seen"), used(100));

    assertEquals(DONE, stage.prompt("look"));

    assertEquals(List.of("user SUM looked, now say it"), told(stage));
    assertEquals(1, compactions(stage));
  }

  @Test
  void aSummaryThatMakesNoRoomIsNotMadeAgainAtOnce() {
    Stage stage = new Stage(folder, 9, looks());
    stage
        .model
        .then(new ModelEvent.Call("look", "{\"subject\":\"1\"}"), used(900))
        .then(text("sum"))
        .then(new ModelEvent.Call("look", "{\"subject\":\"2\"}"), used(900))
        .then(text("ok"));

    assertEquals(DONE, stage.prompt("look"));

    assertEquals(1, compactions(stage));
  }

  @Test
  void aRequestThatIsTooLongIsMadeAgainOnceWithASummary() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("one")).then(tooLong()).then(text("sum")).then(text("two"));
    stage.prompt("first");

    assertEquals(DONE, stage.prompt("second"));

    assertEquals(List.of("user SUM sum", "user second"), told(stage));
  }

  @Test
  void aRequestThatStaysTooLongIsTheHonestError() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("one")).then(tooLong()).then(text("sum")).then(tooLong());
    stage.prompt("first");

    Outcome outcome = stage.prompt("second");

    assertEquals("too long", assertInstanceOf(Outcome.Failed.class, outcome).message());
    assertEquals(1, compactions(stage));
  }

  @Test
  void aFirstPromptThatIsTooLongHasNothingToSumUp() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(tooLong());

    Outcome outcome = stage.prompt("first");

    assertEquals("too long", assertInstanceOf(Outcome.Failed.class, outcome).message());
    assertEquals(0, compactions(stage));
  }

  @Test
  void aSummaryThatFailsLeavesTheFirstError() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("one")).then(tooLong()).then(tooLong());
    stage.prompt("first");

    Outcome outcome = stage.prompt("second");

    assertEquals("too long", assertInstanceOf(Outcome.Failed.class, outcome).message());
    assertEquals(
        Event.CompactionStatus.FAILED,
        stage.seen.all(Event.CompactionEnded.class).getFirst().status());
  }
}
