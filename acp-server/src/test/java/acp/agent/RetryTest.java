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
import acp.model.resilience.Backoff;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
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

/** A failure that may pass is met with patience, told to the user; any other ends the turn. */
@Timeout(30)
class RetryTest {
  private static final Outcome DONE = Outcome.stopped(Reason.END_TURN);

  @TempDir Path folder;

  private static ModelEvent text(String delta) {
    return new ModelEvent.Text(delta);
  }

  private static Flux<ModelEvent> failing(String kind, ModelEvent... before) {
    return failing(kind, Map.of(), before);
  }

  private static Flux<ModelEvent> failing(
      String kind, Map<String, Object> more, ModelEvent... before) {
    var data = new java.util.HashMap<String, Object>(more);
    data.put("kind", kind);
    return Flux.concat(
        Flux.just(before),
        Flux.error(new AcpException(ErrorCode.INTERNAL_ERROR, "It failed: " + kind, data)));
  }

  private static List<String> notices(Stage stage) {
    return stage.seen.all(Event.NoticeRaised.class).stream()
        .map(notice -> notice.title() + ": " + notice.description())
        .toList();
  }

  private static Outcome.Failed failed(Outcome outcome) {
    return assertInstanceOf(Outcome.Failed.class, outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate_limit", "server", "overloaded", "timeout", "cut", "unreachable"})
  void whatMayPassIsTriedAgainAndTheUserIsTold(String kind) {
    Stage stage = new Stage(folder, 5);
    stage.model.then(failing(kind)).then(failing(kind)).then(text("here I am"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertEquals("here I am", stage.seen.text());
    assertEquals(
        List.of(
            "The model is asked again at once (1 of 5): It failed: " + kind,
            "The model is asked again at once (2 of 5): It failed: " + kind),
        notices(stage));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth", "quota", "context", "request", "malformed"})
  void whatWillNotPassEndsTheTurnAtOnce(String kind) {
    Stage stage = new Stage(folder, 5);
    stage.model.then(failing(kind));

    Outcome outcome = stage.prompt("go");

    assertEquals("It failed: " + kind, failed(outcome).message());
    assertEquals(1, stage.model.requests.size());
    assertEquals(List.of(), notices(stage));
  }

  @Test
  void afterFiveRetriesTheTurnFailsWithWhatTheServerSaid() {
    Stage stage = new Stage(folder, 5);
    for (int i = 0; i < 7; i++) {
      stage.model.then(failing("server"));
    }

    Outcome outcome = stage.prompt("go");

    assertEquals("It failed: server", failed(outcome).message());
    assertEquals(6, stage.model.requests.size());
  }

  @Test
  void aRetryIsNoRequestOfTheTurnsLimit() {
    Stage stage = new Stage(folder, 1);
    stage.model.then(failing("server")).then(failing("server")).then(text("ok"));

    assertEquals(DONE, stage.prompt("go"));
  }

  @Test
  void aServerThatWantsLongerThanAnyoneWaitsIsNotAskedAgain() {
    Stage stage = new Stage(folder, LoopSettings.USUAL);
    stage.model.then(failing("rate_limit", Map.of("retryAfterSeconds", 3600L)));

    Outcome outcome = stage.prompt("go");

    assertEquals(3600L, failed(outcome).data().get("retryAfterSeconds"));
    assertEquals(1, stage.model.requests.size());
  }

  @Test
  void whatIsNoServersIsNotAskedAgain() {
    Stage stage = new Stage(folder, 5);
    stage.model.served = false;
    stage.model.then(failing("server"));

    assertEquals("It failed: server", failed(stage.prompt("go")).message());
    assertEquals(List.of(), notices(stage));
  }

  @Test
  void whatIsNoServersIsNeverLeftAlone() {
    Stage stage = new Stage(folder, 5);
    stage.model.served = false;
    for (int i = 0; i < 6; i++) {
      stage.model.then(failing("server"));
      stage.prompt("go");
    }

    assertEquals(6, stage.model.requests.size());
  }

  @Test
  void aCancelEndsAPauseAtOnce() {
    var settings =
        new LoopSettings(
            Limits.USUAL,
            new Backoff(5, Duration.ofMinutes(1), Duration.ofMinutes(1)),
            List.of(),
            85);
    Stage stage = new Stage(folder, settings);
    CountDownLatch told = new CountDownLatch(1);
    stage.seen.on(Event.NoticeRaised.class, told::countDown);
    stage.model.then(failing("server"));
    Mono<Outcome> answer = stage.begin("go");
    Stage.await(told);

    stage.session.cancel();

    assertEquals(Outcome.stopped(Reason.CANCELLED), Stage.await(answer));
    assertEquals(1, stage.model.requests.size());
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForAgainWithoutItsHalf() {
    Stage stage = new Stage(folder, 5);
    stage
        .model
        .then(failing("cut", new ModelEvent.Thought("hm"), text("Once upon")))
        .then(new ModelEvent.Thought("now"), text("A whole answer"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertEquals("hmOnce uponnowA whole answer", stage.seen.text());
    assertEquals(1, stage.model.requests.get(1).messages().size());
    stage.model.then(text("fine"));
    stage.prompt("next");
    var before =
        assertInstanceOf(
            ModelMessage.Assistant.class, stage.model.requests.get(2).messages().get(1));
    assertEquals("A whole answer", before.text());
    assertEquals(1, before.thoughts().size());
    assertEquals(3, stage.model.requests.get(2).messages().size());
  }

  @Test
  void aThoughtThatBreaksOffIsForgottenToo() {
    Stage stage = new Stage(folder, 5);
    stage
        .model
        .then(failing("cut", new ModelEvent.Thought("half")))
        .then(new ModelEvent.Thought("whole"), text("answer"))
        .then(text("fine"));
    stage.prompt("go");

    stage.prompt("next");

    var before =
        assertInstanceOf(
            ModelMessage.Assistant.class, stage.model.requests.get(2).messages().get(1));
    assertEquals(
        List.of("whole"), before.thoughts().stream().map(ModelMessage.Thought::text).toList());
  }

  @Test
  void anAnswerThatBreaksOffTwiceEndsTheTurnAndWhatWasSaidLastStays() {
    Stage stage = new Stage(folder, 5);
    stage
        .model
        .then(failing("cut", text("one ")))
        .then(failing("cut", text("two")))
        .then(text("fine"));

    Outcome outcome = stage.prompt("go");
    stage.prompt("next");

    assertEquals("It failed: cut", failed(outcome).message());
    var before =
        assertInstanceOf(
            ModelMessage.Assistant.class, stage.model.requests.get(2).messages().get(1));
    assertEquals("two", before.text());
  }

  @Test
  void anAnswerThatBreaksOffBehindACallIsNotAskedForAgain() {
    var look = new Stage.Hand("look", Risk.NONE, _ -> Mono.just(ToolResult.text("seen")));
    Stage stage = new Stage(folder, 5, look);
    stage.model.then(failing("cut", text("I look"), new ModelEvent.Call("look", "{}")));

    Outcome outcome = stage.prompt("go");

    assertEquals("It failed: cut", failed(outcome).message());
    assertEquals(List.of(), look.done);
    assertEquals("I look", stage.seen.text());
  }

  @Test
  void aStreamThatEndsWithoutSayingSoIsCut() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(Flux.just(text("So"))).then(text("So it is"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertTrue(notices(stage).getFirst().contains("was cut off"), notices(stage).toString());
  }

  @Test
  void anotherModelStandsInToTheEndOfTheTurnAndTheSessionKeepsItsOwn() {
    var look = new Stage.Hand("look", Risk.NONE, _ -> Mono.just(ToolResult.text("seen")));
    Stage stage = new Stage(folder, Stage.settings(Limits.USUAL, "other/one", "other/two"), look);
    ListModel second = new ListModel("other/two");
    stage.models.add(new ListModel("other/one").then(failing("quota")));
    stage.models.add(second);
    stage.model.then(failing("unreachable")).then(text("back"));
    second.then(new ModelEvent.Call("look", "{}")).then(text("instead"));

    Outcome outcome = stage.prompt("go");
    stage.prompt("again");

    assertEquals(DONE, outcome);
    assertEquals(2, second.requests.size());
    assertEquals(2, stage.model.requests.size());
    assertEquals(
        List.of(
            "other/one answers in place of list/model: It failed: unreachable",
            "other/two answers in place of other/one: It failed: quota"),
        notices(stage));
  }

  @Test
  void noModelStandsInForARequestThatIsNoGood() {
    Stage stage = new Stage(folder, Stage.settings(Limits.USUAL, "other/one"));
    ListModel second = new ListModel("other/one");
    stage.models.add(second);
    stage.model.then(failing("auth"));

    Outcome outcome = stage.prompt("go");

    assertEquals("It failed: auth", failed(outcome).message());
    assertEquals(List.of(), second.requests);
  }

  @Test
  void whenNobodyCanStandInTheLastFailureIsTold() {
    Stage stage = new Stage(folder, Stage.settings(Limits.USUAL, "list/model"));
    for (int i = 0; i < 6; i++) {
      stage.model.then(failing("server"));
    }

    Outcome outcome = stage.prompt("go");

    assertEquals("It failed: server", failed(outcome).message());
  }

  @Test
  void aProviderThatKeepsFailingIsLeftAlone() {
    Duration instant = Duration.ofMillis(1);
    var settings = new LoopSettings(Limits.USUAL, new Backoff(0, instant, instant), List.of(), 85);
    Stage stage = new Stage(folder, settings);
    for (int i = 0; i < 5; i++) {
      stage.model.then(failing("server"));
      stage.prompt("go");
    }

    Outcome outcome = stage.prompt("go");

    assertEquals("resting", failed(outcome).data().get("kind"));
    assertEquals(5, stage.model.requests.size());
  }
}
