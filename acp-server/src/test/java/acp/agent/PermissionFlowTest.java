package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Basis;
import acp.event.Event;
import acp.event.Grant;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.Risk;
import acp.event.Shown;
import acp.model.ModelEvent;
import acp.model.ModelRequest;
import acp.permission.Mode;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.tool.ToolResult;
import acp.tool.file.WriteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What may harm is asked about first, and only a clear yes is a yes. */
@Timeout(30)
class PermissionFlowTest {
  private static final Outcome DONE = Outcome.stopped(Reason.END_TURN);

  @TempDir Path folder;

  private static Stage.Hand risky() {
    return new Stage.Hand("run", Risk.EXECUTE, _ -> Mono.just(ToolResult.text("ran")));
  }

  private static ModelEvent run(String subject) {
    return new ModelEvent.Call("run", "{\"subject\":\"" + subject + "\"}");
  }

  private static ModelEvent text(String delta) {
    return new ModelEvent.Text(delta);
  }

  @Test
  void theCallIsShownThenAskedAboutThenBegunThenEnded() {
    Stage.Hand tool = risky();
    Stage stage = new Stage(folder, 5, tool);
    stage.model.then(run("make")).then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertEquals(
        List.of(
            "started run",
            "asked",
            "answered allow_once",
            "in progress",
            "completed",
            "turn ended"),
        stage.seen.calls());
    assertEquals(List.of(List.of("started run", "asked")), stage.client.shownBefore);
    assertEquals(1, tool.done.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reject_once", "no_such_option", ""})
  void onlyAnOptionThatAllowsIsAYes(String option) {
    Stage.Hand tool = risky();
    Stage stage = new Stage(folder, 5, tool);
    stage.client.answer = Mono.just(option);
    stage.model.then(run("make")).then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertEquals(List.of(), tool.done);
    assertEquals("failed", stage.seen.calls().get(3));
    assertTrue(stage.seen.ended().told().contains("did not allow"), stage.seen.ended().told());
    assertEquals(2, stage.model.requests.size());
  }

  @Test
  void aQuestionThatIsCancelledIsANo() {
    Stage.Hand tool = risky();
    Stage stage = new Stage(folder, 5, tool);
    stage.client.answer = Mono.empty();
    stage.model.then(run("make")).then(text("ok"));

    stage.prompt("go");

    assertEquals(List.of(), tool.done);
    assertEquals(
        List.of("started run", "asked", "answered null", "failed", "turn ended"),
        stage.seen.calls());
  }

  @Test
  void aClientThatCannotAskIsANo() {
    Stage.Hand tool = risky();
    Stage stage = new Stage(folder, 5, tool);
    stage.client.answer = Mono.error(new AcpException(ErrorCode.METHOD_NOT_FOUND, "what?"));
    stage.model.then(run("make")).then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertEquals(List.of(), tool.done);
  }

  @Test
  void whatIsAlwaysAllowedIsNotAskedAboutAgainAndNothingElseIsAllowedByIt() {
    Stage.Hand tool = risky();
    Stage stage = new Stage(folder, 9, tool);
    stage.client.answer = Mono.just("allow_always");
    stage.model.then(run("make")).then(run("make")).then(text("ok"));
    stage.prompt("go");
    assertEquals(1, stage.client.asked.size());

    stage.client.answer = Mono.just("reject_once");
    stage.model.then(run("make")).then(run("make clean")).then(text("ok"));
    stage.prompt("again");

    assertEquals(2, stage.client.asked.size());
    assertEquals(3, tool.done.size());
    assertTrue(stage.session.state().grants().contains(new Grant("run", "make")));
  }

  @Test
  void whatWasRefusedStaysInViewWithTheReason() throws Exception {
    Stage stage = new Stage(folder, 5, new WriteFile());
    stage.client.answer = Mono.just("reject_once");
    stage
        .model
        .then(new ModelEvent.Call("write_file", "{\"path\":\"a\",\"content\":\"x\"}"))
        .then(text("ok"));

    stage.prompt("go");

    Event.ToolCallEnded ended = stage.seen.ended();
    assertTrue(ended.shown().getFirst() instanceof Shown.Diff, ended.toString());
    assertEquals(Shown.Block.text(ended.told()), ended.shown().getLast());
    assertTrue(Files.notExists(folder.resolve("a")));
  }

  @Test
  void aCancelWhileTheUserThinksWithdrawsTheQuestion() {
    Stage.Hand tool = risky();
    Stage stage = new Stage(folder, 5, tool);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch withdrawn = new CountDownLatch(1);
    stage.client.answer =
        Mono.<String>never().doOnSubscribe(_ -> asked.countDown()).doOnCancel(withdrawn::countDown);
    stage.model.then(run("make"), run("make again"));
    Mono<Outcome> answer = stage.begin("go");
    Stage.await(asked);

    stage.session.cancel();

    assertEquals(Outcome.stopped(Reason.CANCELLED), Stage.await(answer));
    Stage.await(withdrawn);
    assertEquals(List.of("started run", "asked", "failed", "turn ended"), stage.seen.calls());
    assertEquals("Cancelled before it ran.", stage.seen.ended().told());
    assertEquals(List.of(), tool.done);
  }

  @Test
  void planModeOffersNoToolThatWritesSaysSoAndDeniesWithoutAsking() {
    Stage.Hand writer = new Stage.Hand("write", Risk.EDIT, _ -> Mono.just(ToolResult.text("x")));
    Stage.Hand looker = new Stage.Hand("look", Risk.NONE, _ -> Mono.just(ToolResult.text("y")));
    Stage stage = new Stage(folder, 9, writer, risky(), looker);
    stage.mode(Mode.PLAN);
    stage
        .model
        .then(run("make"), new ModelEvent.Call("write", "{}"), new ModelEvent.Call("look", "{}"))
        .then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    ModelRequest request = stage.model.requests.getFirst();
    assertEquals(List.of("look"), request.tools().stream().map(tool -> tool.name()).toList());
    assertTrue(request.system().contains("You are planning"), request.system());
    assertEquals(List.of(), stage.client.asked);
    assertEquals(0, writer.done.size());
    assertEquals(1, looker.done.size());
    assertEquals(
        List.of(Basis.MODE, Basis.MODE, Basis.HARMLESS),
        stage.seen.all(Event.PermissionDecided.class).stream()
            .map(Event.PermissionDecided::basis)
            .toList());
  }

  @Test
  void aModeThatChangesInTheMiddleOfATurnCountsFromTheNextCallOn() {
    Stage.Hand tool = risky();
    Stage stage = new Stage(folder, 9, tool);
    stage.client.answer =
        Mono.defer(
            () -> {
              stage.mode(Mode.PLAN);
              return Mono.just("allow_once");
            });
    stage.model.then(run("make"), run("make")).then(text("ok"));

    stage.prompt("go");

    assertEquals(1, tool.done.size());
    assertEquals(1, stage.client.asked.size());
    assertEquals(List.of("run"), names(stage.model.requests.getFirst()));
    assertEquals(List.of(), names(stage.model.requests.getLast()));
    assertTrue(stage.seen.ended().told().contains("plan mode"), stage.seen.ended().told());
  }

  private static List<String> names(ModelRequest request) {
    return request.tools().stream().map(tool -> tool.name()).toList();
  }

  @Test
  void whatIsDecidedIsToldBeforeItIsDone() {
    Stage stage = new Stage(folder, 5, risky());
    stage.model.then(run("make")).then(text("ok"));

    stage.prompt("go");

    List<Event> told = stage.seen.events();
    Event decided = stage.seen.all(Event.PermissionDecided.class).getFirst();
    Event begun = stage.seen.all(Event.ToolCallChanged.class).getFirst();
    assertTrue(told.indexOf(decided) < told.indexOf(begun), told.toString());
    assertEquals(
        new Event.PermissionDecided(
            stage.seen.ended().call(), "run", "make", true, Basis.USER, null),
        decided);
  }
}
