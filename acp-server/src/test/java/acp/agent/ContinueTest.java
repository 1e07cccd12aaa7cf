package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
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
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Continue asks the model to go on, and says nothing in the user's name where something waits. */
@Timeout(30)
class ContinueTest {
  private static final Outcome DONE = Outcome.stopped(Reason.END_TURN);

  @TempDir Path folder;

  private static ModelEvent text(String delta) {
    return new ModelEvent.Text(delta);
  }

  private static Flux<ModelEvent> refused() {
    return Flux.error(
        new AcpException(ErrorCode.INTERNAL_ERROR, "no such model", Map.of("kind", "request")));
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
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"continue", "/continue", " Continue\n"})
  void behindAResultThatNobodyAnsweredNoWordIsPutBetween(String words) {
    Stage.Hand look = looks();
    Stage stage = new Stage(folder, 5, look);
    stage.model.then(new ModelEvent.Call("look", "{}")).then(refused()).then(text("I saw"));
    assertInstanceOf(Outcome.Failed.class, stage.prompt("go"));

    assertEquals(DONE, stage.prompt(words));

    assertEquals(List.of("user go", "agent ", "result seen"), told(stage));
    assertEquals(1, look.done.size());
  }

  @Test
  void aPromptThatWasNeverAnsweredIsAnsweredNow() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(refused()).then(refused()).then(text("hello"));
    stage.prompt("hi");
    stage.prompt("/continue");

    assertEquals(DONE, stage.prompt("/continue"));

    assertEquals(List.of("user hi"), told(stage));
  }

  @Test
  void behindAnAnswerItIsAPromptLikeAnyOther() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("one")).then(text("two"));
    stage.prompt("count");

    stage.prompt("continue");

    assertEquals(List.of("user count", "agent one", "user continue"), told(stage));
  }

  @Test
  void atTheBeginningItIsAPromptLikeAnyOther() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("with what?"));

    stage.prompt("/continue");

    assertEquals(List.of("user /continue"), told(stage));
  }

  @Test
  void moreWordsAreAPrompt() {
    Stage stage = new Stage(folder, 5, looks());
    stage.model.then(new ModelEvent.Call("look", "{}")).then(refused()).then(text("ok"));
    stage.prompt("go");

    stage.prompt("continue with the second file");

    assertEquals("user continue with the second file", told(stage).getLast());
  }

  @Test
  void aCallThatWasCutShortIsToldAsThatAndNotRunAgain() {
    CountDownLatch running = new CountDownLatch(1);
    var slow =
        new Stage.Hand(
            "slow",
            Risk.NONE,
            _ -> Mono.<ToolResult>never().doOnSubscribe(_ -> running.countDown()));
    Stage stage = new Stage(folder, 5, slow);
    stage.model.then(new ModelEvent.Call("slow", "{}")).then(text("I see"));
    Mono<Outcome> answer = stage.begin("go");
    Stage.await(running);
    stage.session.cancel();
    Stage.await(answer);

    assertEquals(DONE, stage.prompt("/continue"));

    assertTrue(
        told(stage).getLast().startsWith("result Cancelled while it ran"), told(stage).toString());
    assertEquals(1, slow.done.size());
  }

  @Test
  void aRefusalBehindItTakesBackOnlyWhatCameSince() {
    Stage stage = new Stage(folder, 5, looks());
    stage
        .model
        .then(new ModelEvent.Call("look", "{}"))
        .then(refused())
        .then(Flux.just(text("I will not"), new ModelEvent.Ended(ModelEvent.Stop.REFUSAL)))
        .then(text("ok"));
    stage.prompt("go");
    assertEquals(Outcome.stopped(Reason.REFUSAL), stage.prompt("/continue"));

    stage.prompt("next");

    assertEquals(List.of("user go", "agent ", "result seen", "user next"), told(stage));
  }

  @Test
  void itIsOneOfTheCommands() {
    Stage stage = new Stage(folder, 5);

    assertFalse(stage.commands().isEmpty());
    assertEquals("continue", stage.commands().getFirst().name());
  }
}
