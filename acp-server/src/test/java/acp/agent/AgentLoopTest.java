package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.Risk;
import acp.model.ModelEvent;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import acp.protocol.AcpException;
import acp.tool.ToolResult;
import acp.tool.file.ReadFile;
import acp.tool.file.WriteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A turn asks the model, does what it asks for, and asks again, until it is done. */
@Timeout(30)
class AgentLoopTest {
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

  private static ModelMessage.ToolResult lastResult(ModelRequest request) {
    return assertInstanceOf(ModelMessage.ToolResult.class, request.messages().getLast());
  }

  @Test
  void aPlainAnswerEndsTheTurn() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("Hel"), text("lo"));

    Outcome outcome = stage.prompt("hi");

    assertEquals(DONE, outcome);
    assertEquals("Hello", stage.seen.text());
    ModelRequest request = stage.model.requests.getFirst();
    assertTrue(request.system().contains("Working directory: " + folder), request.system());
    assertEquals(1, request.messages().size());
  }

  @Test
  void aModelWithoutEyesIsToldThatThereWasAPicture() {
    Stage stage = new Stage(folder, 5);
    stage.model.blind = true;
    stage.model.then(text("I see none"));
    Content picture = new Content.Image(AttachmentsTest.PIXEL, "image/png", null);

    Stage.await(
        stage.session.prompt(
            List.of(new Content.Text("look"), picture), stage.client, Mono.never()));

    var user =
        assertInstanceOf(
            ModelMessage.User.class, stage.model.requests.getFirst().messages().getFirst());
    assertEquals(new Content.Text("look"), user.content().getFirst());
    assertTrue(
        user.content().getLast().toString().contains("image/png, about 1 KB"), user::toString);
    assertFalse(user.toString().contains(AttachmentsTest.PIXEL));
  }

  @Test
  void theModelAndHowLongItThinksAreTheSessions() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("a")).then(text("b"));
    stage.prompt("one");
    Stage.await(
        stage.session.configure(_ -> Map.of("model", "list/other", "thought_level", "high")));

    stage.prompt("two");

    assertEquals(Arrays.asList(null, "list/other"), stage.models.opened);
    assertEquals(null, stage.model.requests.getFirst().thinking());
    assertEquals(ThoughtLevel.HIGH, stage.model.requests.getLast().thinking());
  }

  @Test
  void manyDeltasComeThroughWholeAndInOrder() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(
        Flux.range(0, 20_000)
            .map(i -> text(i + " "))
            .concatWithValues(new ModelEvent.Ended(ModelEvent.Stop.DONE)));

    stage.prompt("count");

    String all = IntStream.range(0, 20_000).mapToObj(i -> i + " ").collect(Collectors.joining());
    assertEquals(all, stage.seen.text());
    stage.model.then(text("ok"));
    stage.prompt("again");
    ModelMessage before = stage.model.requests.get(1).messages().get(1);
    assertEquals(all, assertInstanceOf(ModelMessage.Assistant.class, before).text());
  }

  @Test
  void realToolsWorkOnRealFilesAndTheModelIsToldWhatCameOfIt() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "alpha\n");
    Stage stage = new Stage(folder, 5, new ReadFile(), new WriteFile());
    stage
        .model
        .then(
            text("Copying."),
            call("read_file", "{\"path\":\"a.txt\"}"),
            call("write_file", "{\"path\":\"b.txt\",\"content\":\"alpha\\n\"}"))
        .then(text("Done."));

    Outcome outcome = stage.prompt("copy a to b");

    assertEquals(DONE, outcome);
    assertEquals("alpha\n", Files.readString(folder.resolve("b.txt")));
    List<ModelMessage> told = stage.model.requests.get(1).messages();
    assertEquals(4, told.size());
    var asked = assertInstanceOf(ModelMessage.Assistant.class, told.get(1));
    assertEquals("Copying.", asked.text());
    assertEquals(2, asked.calls().size());
    var read = assertInstanceOf(ModelMessage.ToolResult.class, told.get(2));
    assertEquals(asked.calls().getFirst().callId(), read.callId());
    assertTrue(read.text().contains("alpha"), read.text());
    assertFalse(lastResult(stage.model.requests.get(1)).failed());
  }

  @Test
  void noStepIsMadeOnTheMailbox() {
    Stage stage = new Stage(folder, 5, looks());
    stage.model.then(call("look", "")).then(call("look", "")).then(text("ok"));

    stage.prompt("look");

    assertEquals(List.of(false, false, false), stage.model.onBusyThread);
  }

  @Test
  void aCallThatNeedsNoPermissionIsStartedThenInProgressThenEnded() {
    Stage stage = new Stage(folder, 5, looks());
    stage.model.then(call("look", "")).then(text("ok"));

    stage.prompt("look");

    assertEquals(
        List.of("started look", "in progress", "completed", "turn ended"), stage.seen.calls());
    assertEquals(List.of(), stage.client.asked);
  }

  @Test
  void aToolThatDoesNotExistIsAFailedCallAndTheTurnGoesOn() {
    Stage stage = new Stage(folder, 5, looks());
    stage.model.then(call("fly", "{}")).then(text("ok"));

    Outcome outcome = stage.prompt("fly");

    assertEquals(DONE, outcome);
    assertEquals(List.of("started fly", "failed", "turn ended"), stage.seen.calls());
    assertEquals("There is no tool named fly.", lastResult(stage.model.requests.get(1)).text());
  }

  @Test
  void argumentsThatAreNoJsonObjectAreAFailedCallAndTheTurnGoesOn() {
    Stage.Hand look = looks();
    Stage stage = new Stage(folder, 5, look);
    stage
        .model
        .then(call("look", "{\"path\":"), call("look", "[1]"), call("look", "{} {}"))
        .then(text("ok"));

    Outcome outcome = stage.prompt("look");

    assertEquals(DONE, outcome);
    assertEquals(3, stage.seen.calls().stream().filter("failed"::equals).count());
    assertEquals(List.of(), look.done);
    assertTrue(lastResult(stage.model.requests.get(1)).text().contains("not valid JSON"));
  }

  @Test
  void anIntentThatIsRefusedIsToldInItsWords() {
    Stage stage = new Stage(folder, 5, new ReadFile());
    stage.model.then(call("read_file", "{\"path\":\"/etc/passwd\"}")).then(text("ok"));

    stage.prompt("read");

    assertTrue(lastResult(stage.model.requests.get(1)).text().contains("is outside the workspace"));
    assertEquals(List.of("started read_file", "failed", "turn ended"), stage.seen.calls());
  }

  @Test
  void aToolThatBreaksIsAnIncidentAndTheTurnGoesOn() {
    var throwing =
        new Stage.Hand(
            "throwing",
            Risk.NONE,
            _ -> {
              throw new IllegalStateException("secret detail");
            });
    var failing =
        new Stage.Hand("failing", Risk.NONE, _ -> Mono.error(new java.io.IOException("secret")));
    Stage stage = new Stage(folder, 5, throwing, failing);
    stage.model.then(call("throwing", ""), call("failing", "")).then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    List<Event.ToolCallEnded> ends = stage.seen.all(Event.ToolCallEnded.class);
    assertEquals(2, ends.size());
    for (Event.ToolCallEnded end : ends) {
      assertTrue(end.told().startsWith("The tool broke (incident "), end.told());
    }
  }

  @Test
  void aToolThatBreaksWhileItIntendsIsAnIncidentToo() {
    var throwing =
        looks()
            .intending(
                _ -> {
                  throw new IllegalStateException("secret detail");
                });
    Stage stage = new Stage(folder, 5, throwing);
    stage.model.then(call("look", "")).then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertEquals(List.of("started look", "failed", "turn ended"), stage.seen.calls());
    assertTrue(stage.seen.ended().told().startsWith("The tool broke"), stage.seen.ended().told());
  }

  @Test
  void aRefusalThatIsThrownAndNotSignalledIsToldAllTheSame() {
    var throwing =
        looks()
            .intending(
                _ -> {
                  throw AcpException.invalidParams("path", "No such place.");
                });
    Stage stage = new Stage(folder, 5, throwing);
    stage.model.then(call("look", "")).then(text("ok"));

    stage.prompt("go");

    assertEquals("No such place.", stage.seen.ended().told());
  }

  @Test
  void aToolThatComesToNothingIsAFailedCall() {
    var silent = new Stage.Hand("silent", Risk.NONE, _ -> Mono.empty());
    var aimless = looks().intending(_ -> Mono.empty());
    Stage stage = new Stage(folder, 5, silent, aimless);
    stage.model.then(call("silent", ""), call("look", "")).then(text("ok"));

    Outcome outcome = stage.prompt("go");

    assertEquals(DONE, outcome);
    assertEquals(2, stage.seen.calls().stream().filter("failed"::equals).count());
  }

  @Test
  void thoughtsAndUsageAreTold() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(
        new ModelEvent.Thought("hm"),
        new ModelEvent.Thought("m"),
        new ModelEvent.ThoughtEnded(null),
        text("yes"),
        new ModelEvent.Usage(10, 2, 1));

    stage.prompt("go");

    List<Event.MessageChunk> chunks = stage.seen.all(Event.MessageChunk.class);
    assertEquals(Event.Role.THOUGHT, chunks.getFirst().role());
    assertEquals(Event.Role.AGENT, chunks.getLast().role());
    assertEquals(
        List.of(new Event.UsageReported("list/model", 10, 2, 1, 1000)),
        stage.seen.all(Event.UsageReported.class));
    assertEquals(2, stage.seen.all(Event.MessageEnded.class).size());
  }
}
