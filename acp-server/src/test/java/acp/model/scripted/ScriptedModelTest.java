package acp.model.scripted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.model.Model;
import acp.model.ModelContract;
import acp.model.ModelEvent;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import acp.protocol.AcpException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** {@link ScriptedModel}: what it does at each command, step by step. */
@Timeout(10)
class ScriptedModelTest extends ModelContract {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ScriptedModel model = new ScriptedModel(false, false);

  @Override
  protected Model model() {
    return model;
  }

  @Override
  protected ModelRequest request() {
    return asking("hello");
  }

  @Test
  void helloIsAnsweredInAFewDeltas() {
    List<ModelEvent> events = play(asking("hello"));

    assertTrue(events.stream().filter(ModelEvent.Text.class::isInstance).count() >= 3);
    assertTrue(text(events).startsWith("Hello!"));
    assertEquals(new ModelEvent.Ended(ModelEvent.Stop.DONE), events.getLast());
  }

  @Test
  void anythingElseGetsTheHonestSentence() {
    String help = text(play(asking("help")));

    assertTrue(help.contains("not a language model but the built-in stand-in"), help);
    assertTrue(help.contains("OPENAI_API_KEY"));
    assertTrue(help.contains("ACP_SERVER_MODEL=openai/<model>"));
    assertEquals(help, text(play(asking("Refactor the parser, please"))));
    assertEquals(help, text(play(asking(""))));
    assertEquals(help, text(play(asking("crash"))));
  }

  @Test
  void itSumsUpOnlyTheConversationAndAlwaysInTheSameWords() {
    String summary = text(play(asking("Summarise the conversation at the end.\n\nuser: plan")));

    assertTrue(summary.startsWith("## Asked\n"), summary);
    assertEquals(summary, text(play(asking("Summarise the conversation below"))));
    assertEquals(text(play(asking("help"))), text(play(asking("Summarise the parser"))));
  }

  @Test
  void onlyTheLastMessageOfTheUserCounts() {
    ModelRequest request =
        new ModelRequest(
            "s",
            List.of(
                user("read a.txt"),
                new ModelMessage.Assistant(
                    "", List.of(), List.of(new ModelMessage.Call("1", "read_file", "{}"))),
                new ModelMessage.ToolResult("1", "read_file", "old", false),
                user("  READ\tb \"c\".txt ")),
            List.of());

    assertEquals(
        List.of(new ModelEvent.Call("read_file", "{\"path\":\"b \\\"c\\\".txt\"}")),
        calls(play(request)));
  }

  @Test
  void aMentionedFileIsNamedByItsPath() {
    Content link = new Content.Link("file:///w/a.txt", "a.txt", null, null, null, null);
    ModelMessage message = new ModelMessage.User(List.of(new Content.Text("read "), link));

    List<ModelEvent> events = play(new ModelRequest("s", List.of(message), List.of()));

    assertEquals(
        List.of(new ModelEvent.Call("read_file", "{\"path\":\"/w/a.txt\"}")), calls(events));
  }

  @Test
  void planIsMadeThenCompletedThenDone() {
    List<ModelEvent> first = play(asking("plan"));
    List<ModelEvent> second = play(after("plan", ok("update_plan", "ok")));
    List<ModelEvent> third = play(after("plan", ok("update_plan", "ok"), ok("update_plan", "ok")));

    assertEquals(
        "{\"entries\":[{\"content\":\"Look at what there is\",\"priority\":\"high\",\"status\":\"in_progress\"},"
            + "{\"content\":\"Make a small change\",\"priority\":\"medium\",\"status\":\"pending\"},"
            + "{\"content\":\"Tell the user about it\",\"priority\":\"medium\",\"status\":\"pending\"}]}",
        calls(first).getFirst().arguments());
    assertEquals(3, calls(second).getFirst().arguments().split("completed", -1).length - 1);
    assertEquals(List.of(), calls(third));
    assertTrue(text(third).startsWith("Done"));
  }

  @Test
  void thinkThinksBeforeItSpeaks() {
    List<ModelEvent> events = play(asking("think"));

    int ended = events.indexOf(new ModelEvent.ThoughtEnded(null));
    assertTrue(ended > 1);
    assertTrue(events.subList(0, ended).stream().allMatch(ModelEvent.Thought.class::isInstance));
    assertTrue(events.get(ended + 1) instanceof ModelEvent.Text);
  }

  @Test
  void itThinksAsLongAsItIsToldTo() {
    List<Long> thoughts =
        Stream.of(ThoughtLevel.values()).map(level -> thoughts(model, level)).toList();

    assertEquals(List.of(0L, 1L, 3L, 6L), thoughts);
    assertEquals(0L, thoughts(new ScriptedModel(true, false), ThoughtLevel.HIGH));
  }

  private static long thoughts(ScriptedModel model, ThoughtLevel level) {
    ModelRequest request = asking("think");
    return requireNonNull(
            model.stream(
                    new ModelRequest(request.system(), request.messages(), request.tools(), level))
                .collectList()
                .block())
        .stream()
        .filter(ModelEvent.Thought.class::isInstance)
        .count();
  }

  @Test
  void readReportsWhatWasRead() {
    String answer = text(play(after("read a.txt", ok("read_file", "one\ntwo\n"))));

    assertEquals("I have read a.txt, 2 lines:\n\n```\none\ntwo\n```\n", answer);
  }

  @Test
  void whatFailedIsToldHonestly() {
    assertEquals(
        "I could not read a.txt: the user said no",
        text(play(after("read a.txt", failed("read_file", "the user said no")))));
    assertEquals(
        "The command did not succeed: exit code 1",
        text(play(after("run false", failed("run_command", "exit code 1")))));
    assertEquals(
        "The search did not succeed: no", text(play(after("search x", failed("search", "no")))));
    assertEquals(
        "I did not change a.txt: denied",
        text(play(after("edit a.txt", ok("read_file", "x"), failed("edit_file", "denied")))));
    assertEquals(
        "The plan was not taken: no", text(play(after("plan", failed("update_plan", "no")))));
  }

  @Test
  void commandsWithoutTheirObjectAskForIt() {
    for (String command : List.of("read", "run", "search", "call")) {
      List<ModelEvent> events = play(asking(command));

      assertEquals(List.of(), calls(events));
      assertTrue(text(events).contains("as in: " + command + " "), text(events));
    }
  }

  @Test
  void callCallsAnyToolAndQuotesWhatItReturns() {
    ModelEvent.Call call = calls(play(asking("call fs__list  {\"path\": \"a b\"}"))).getFirst();
    ModelEvent.Call bare = calls(play(asking("call fs__list"))).getFirst();
    String answer = text(play(after("call fs__list", ok("fs__list", "one"))));
    String failure = text(play(after("call fs__list", failed("fs__list", "no"))));

    assertEquals(new ModelEvent.Call("fs__list", "{\"path\": \"a b\"}"), call);
    assertEquals(new ModelEvent.Call("fs__list", "{}"), bare);
    assertEquals("The call has returned:\n\n```\none\n```\n", answer);
    assertEquals("The call did not succeed: no", failure);
  }

  @Test
  void editWithoutAPathWritesTheDemoFile() {
    ModelEvent.Call call = calls(play(asking("edit"))).getFirst();
    String answer = text(play(after("edit", ok("write_file", "written"))));

    assertEquals("write_file", call.name());
    assertTrue(call.arguments().startsWith("{\"path\":\"acp-server-demo.txt\",\"content\":\"This"));
    assertEquals("I have changed acp-server-demo.txt.", answer);
  }

  @Test
  void editWithAPathReadsThenEditsThenReports() {
    ModelEvent.Call first = calls(play(asking("edit a.txt"))).getFirst();
    ModelEvent.Call second =
        calls(play(after("edit a.txt", ok("read_file", "one\ntwo\n")))).getFirst();
    String answer =
        text(play(after("edit a.txt", ok("read_file", "one\ntwo\n"), ok("edit_file", "done"))));

    assertEquals(new ModelEvent.Call("read_file", "{\"path\":\"a.txt\"}"), first);
    assertEquals(
        new ModelEvent.Call(
            "edit_file",
            "{\"path\":\"a.txt\",\"edits\":[{\"old_text\":\"one\\n\",\"new_text\":\"This line was put"
                + " here by the built-in stand-in of acp-server.\\none\\n\"}]}"),
        second);
    assertEquals("I have changed a.txt.", answer);
  }

  @Test
  void editTakesAsManyLinesAsItNeedsToBeUnmistakable() {
    String arguments =
        calls(play(after("edit a", ok("read_file", "\nx\ny\n\nx\nz\n")))).getFirst().arguments();

    assertTrue(arguments.contains("\"old_text\":\"\\nx\\ny\\n\""), arguments);
  }

  @Test
  void editOfALongFileLeavesOutTheNoteAboutIt() {
    String read = "[Lines 1 to 2 of 9000; read on with line 3.]\none\ntwo\n";

    String arguments = calls(play(after("edit a", ok("read_file", read)))).getFirst().arguments();

    assertTrue(arguments.contains("\"old_text\":\"one\\n\""), arguments);
  }

  @Test
  void editMakesAFileOnlyIfThereIsNone() {
    List<ModelEvent> absent =
        play(after("edit new.txt", failed("read_file", "No such file: new.txt")));
    List<ModelEvent> denied =
        play(after("edit new.txt", failed("read_file", "It is not a text file")));
    List<ModelEvent> empty = play(after("edit d/new.txt", ok("read_file", "d/new.txt is empty.")));

    assertEquals("write_file", calls(absent).getFirst().name());
    assertEquals(List.of(), calls(denied));
    assertEquals("I could not read new.txt: It is not a text file", text(denied));
    assertEquals("write_file", calls(empty).getFirst().name());
  }

  @Test
  void runAndSearchCallTheirTools() {
    assertEquals(
        List.of(new ModelEvent.Call("run_command", "{\"command\":\"echo a  b | wc\"}")),
        calls(play(asking("run echo a  b | wc"))));
    assertEquals(
        List.of(new ModelEvent.Call("search", "{\"query\":\"two words\"}")),
        calls(play(asking("search two words"))));
    assertEquals(
        "The command has run:\n\n````\na ``` b\n````\n",
        text(play(after("run x", ok("run_command", "a ``` b\n")))));
  }

  @Test
  void streamGivesExactlyTheDeltasItWasToldTo() {
    for (String command : List.of("stream n=20 size=5 delay=0", "stream N=20 SIZE=5")) {
      List<String> deltas = deltas(play(asking(command)));

      assertEquals(20, deltas.size());
      assertTrue(deltas.stream().allMatch(delta -> delta.length() == 5));
      assertEquals("0001 ", deltas.getFirst());
      assertEquals("0008\n", deltas.get(7));
      assertEquals("0020 ", deltas.getLast());
    }
  }

  @Test
  void streamKeepsToItsBounds() {
    assertEquals(1, deltas(play(asking("stream n=0 size=0"))).size());
    assertEquals(
        Pace.MAX_SIZE, deltas(play(asking("stream n=1 size=9999999"))).getFirst().length());
    assertEquals(
        Pace.MAX_CHARS / Pace.MAX_SIZE,
        model.stream(asking("stream n=1000000 size=65536"))
            .filter(ModelEvent.Text.class::isInstance)
            .count()
            .block(LIMIT));
    assertTrue(text(play(asking("stream n=many"))).contains("as in: stream n=5000"));
    assertTrue(text(play(asking("stream quickly"))).contains("as in: stream n=5000"));
    assertEquals(100, deltas(play(asking("stream"))).size());
  }

  @Test
  void streamWithADelayWaitsBeforeEachDelta() {
    VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    List<ModelEvent> heard = new ArrayList<>();

    scripted(clock, () -> {}).stream(asking("stream n=3 size=4 delay=50")).subscribe(heard::add);
    clock.advanceTimeBy(Duration.ofMillis(49));
    assertEquals(0, heard.size());
    clock.advanceTimeBy(Duration.ofMillis(51));
    assertEquals(2, heard.size());
    clock.advanceTimeBy(Duration.ofMillis(50));
    assertEquals(5, heard.size());
  }

  @Test
  void slowTakesHalfAMinuteAndStopsWhenItIsCancelled() {
    VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    List<ModelEvent> whole = new ArrayList<>();
    List<ModelEvent> part = new ArrayList<>();
    ScriptedModel slow = scripted(clock, () -> {});

    slow.stream(asking("slow")).subscribe(whole::add);
    var cancelled = slow.stream(asking("slow")).subscribe(part::add);
    clock.advanceTimeBy(Duration.ofSeconds(5));
    cancelled.dispose();
    clock.advanceTimeBy(Duration.ofSeconds(24));
    assertFalse(whole.getLast() instanceof ModelEvent.Ended);
    clock.advanceTimeBy(Duration.ofSeconds(1));

    assertEquals(302, whole.size());
    assertEquals(50, part.size());
  }

  @Test
  void slowMakesNothingThatIsNotAskedFor() {
    VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    ScriptedModel slow = scripted(clock, () -> {});

    StepVerifier.create(slow.stream(asking("slow")), 2)
        .then(() -> clock.advanceTimeBy(Duration.ofSeconds(20)))
        .expectNextCount(2)
        .then(() -> clock.advanceTimeBy(Duration.ofSeconds(20)))
        .thenRequest(1)
        .expectNextCount(1)
        .thenCancel()
        .verify(LIMIT);
  }

  @Test
  void failuresLookLikeAProviders() {
    assertEquals(
        Map.of("provider", "scripted", "status", 500, "kind", "server"), failure("fail 500"));
    assertEquals(
        Map.of(
            "provider", "scripted", "status", 429, "kind", "rate_limit", "retryAfterSeconds", 1L),
        failure("fail 429"));
    assertEquals(
        Map.of("provider", "scripted", "status", 400, "kind", "context"), failure("fail context"));
  }

  @Test
  void refusalAndLimitAreEnds() {
    assertEquals(
        new ModelEvent.Ended(ModelEvent.Stop.REFUSAL), play(asking("fail refusal")).getLast());
    assertEquals(
        new ModelEvent.Ended(ModelEvent.Stop.MAX_TOKENS),
        play(asking("fail max_tokens")).getLast());
    assertEquals(
        new ModelEvent.Ended(ModelEvent.Stop.DONE), play(asking("fail somehow")).getLast());
  }

  @Test
  void crashComesOnlyAfterItsDeltasWhenMoreIsAskedFor() {
    VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    AtomicBoolean crashed = new AtomicBoolean();
    ScriptedModel model = scripted(clock, () -> crashed.set(true));

    StepVerifier.create(model.stream(asking("crash")), StreamPart.CRASH_DELTAS)
        .then(() -> clock.advanceTimeBy(Duration.ofSeconds(10)))
        .expectNextCount(StreamPart.CRASH_DELTAS)
        .then(() -> assertFalse(crashed.get()))
        .thenRequest(1)
        .then(() -> assertTrue(crashed.get()))
        .thenCancel()
        .verify(LIMIT);
  }

  @Test
  void crashEndsTheProcessInTheMiddleOfTheAnswer() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Crashing.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertEquals(137, process.waitFor());
    assertEquals(StreamPart.CRASH_DELTAS, printed.split("Text\\[", -1).length - 1, printed);
    assertFalse(printed.contains("alive"));
  }

  /** Prints each event of a crashing answer, and one word more if it survives. */
  static final class Crashing {
    public static void main(String[] none) {
      new ScriptedModel(false, true)
          .stream(asking("crash")).doOnNext(System.out::println).blockLast();
      System.out.println("alive");
    }
  }

  @Test
  void theUsageGrowsWithWhatIsHeardAndSaid() {
    ModelEvent.Usage small = usage(play(asking("stream n=1 size=4")));
    ModelEvent.Usage large =
        usage(play(after("stream n=8 size=4", ok("read_file", "x".repeat(400)))));

    assertEquals(1, small.output());
    assertEquals(8, large.output());
    assertEquals(small.input() + 100, large.input());
  }

  private static ScriptedModel scripted(VirtualTimeScheduler clock, Runnable crash) {
    return new ScriptedModel(false, true, clock, crash);
  }

  private List<ModelEvent> play(ModelRequest request) {
    return requireNonNull(model.stream(request).collectList().block(LIMIT));
  }

  private Map<String, Object> failure(String command) {
    try {
      play(asking(command));
    } catch (AcpException told) {
      return told.data();
    }
    throw new AssertionError("it did not fail");
  }

  private static ModelRequest after(String command, ModelMessage.ToolResult... results) {
    List<ModelMessage> messages = new ArrayList<>(List.of(user(command)));
    messages.addAll(List.of(results));
    return new ModelRequest("You are a test.", messages, List.of());
  }

  private static ModelMessage user(String text) {
    return new ModelMessage.User(List.of(new Content.Text(text)));
  }

  private static ModelMessage.ToolResult ok(String tool, String text) {
    return new ModelMessage.ToolResult("1", tool, text, false);
  }

  private static ModelMessage.ToolResult failed(String tool, String text) {
    return new ModelMessage.ToolResult("1", tool, text, true);
  }

  private static List<String> deltas(List<ModelEvent> events) {
    return events.stream()
        .filter(ModelEvent.Text.class::isInstance)
        .map(event -> ((ModelEvent.Text) event).delta())
        .toList();
  }

  private static String text(List<ModelEvent> events) {
    return deltas(events).stream().collect(joining());
  }

  private static List<ModelEvent.Call> calls(List<ModelEvent> events) {
    return events.stream()
        .filter(ModelEvent.Call.class::isInstance)
        .map(ModelEvent.Call.class::cast)
        .toList();
  }

  private static ModelEvent.Usage usage(List<ModelEvent> events) {
    return (ModelEvent.Usage) events.get(events.size() - 2);
  }
}
