package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.CompactionId;
import acp.event.Content;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.ToolKind;
import acp.event.TurnId;
import acp.model.ModelMessage;
import acp.model.ModelMessage.Assistant;
import acp.model.ModelMessage.Call;
import acp.model.ModelMessage.Text;
import acp.model.ModelMessage.Thought;
import acp.model.ModelMessage.ToolResult;
import acp.model.ModelMessage.User;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The events of a session, as the messages that a model takes. */
@Timeout(5)
class TranscriptTest {
  private static final JsonNode INPUT = JsonNodeFactory.instance.objectNode().put("path", "/a");
  private static final JsonNode SIGNATURE = JsonNodeFactory.instance.objectNode().put("s", "x");

  private static List<ModelMessage> messages(Event... events) {
    Transcript transcript = new Transcript();
    for (Event event : events) {
      transcript.add(event);
    }
    return transcript.messages();
  }

  private static Event prompt(String turn, String text) {
    return new Event.PromptAccepted(
        new TurnId(turn), new MessageId("u-" + turn), List.of(new Content.Text(text)));
  }

  private static Event said(String message, String text) {
    return new Event.MessageChunk(new MessageId(message), Event.Role.AGENT, text);
  }

  private static Event thought(String message, String text) {
    return new Event.MessageChunk(new MessageId(message), Event.Role.THOUGHT, text);
  }

  private static Event ended(String message, @Nullable JsonNode providerData) {
    return new Event.MessageEnded(new MessageId(message), providerData);
  }

  private static Event called(String call, String message) {
    return new Event.ToolCallStarted(
        new CallId(call),
        new MessageId(message),
        "read_file",
        "Read a",
        ToolKind.READ,
        List.of(),
        INPUT,
        List.of());
  }

  private static Event result(String call, CallStatus status, String told) {
    return new Event.ToolCallEnded(new CallId(call), status, List.of(), told);
  }

  private static Event over(String turn, Outcome outcome) {
    return new Event.TurnEnded(new TurnId(turn), outcome);
  }

  private static Event over(String turn, Reason reason) {
    return over(turn, Outcome.stopped(reason));
  }

  private static User user(String text) {
    return new User(List.of(new Content.Text(text)));
  }

  private static Assistant assistant(String text, Call... calls) {
    return new Assistant(text, List.of(), List.of(calls));
  }

  private static Call call(String id) {
    return new Call(id, "read_file", "{\"path\":\"/a\"}");
  }

  private static ToolResult done(String id, String text) {
    return new ToolResult(id, "read_file", text, false);
  }

  @Test
  void nothingHasBeenSaidAtFirst() {
    assertEquals(List.of(), messages());
  }

  @Test
  void theChunksOfAMessageAreItsText() {
    assertEquals(
        List.of(user("hi"), assistant("hello")),
        messages(prompt("t", "hi"), said("m", "hel"), said("m", "lo"), ended("m", null)));
  }

  @Test
  void theCallsOfOneMessageStandTogetherWhateverCameBetweenThem() {
    assertEquals(
        List.of(
            user("go"),
            assistant("both", call("c1"), call("c2")),
            done("c1", "one"),
            done("c2", "two")),
        messages(
            prompt("t", "go"),
            said("m", "both"),
            ended("m", null),
            called("c1", "m"),
            result("c1", CallStatus.COMPLETED, "one"),
            called("c2", "m"),
            result("c2", CallStatus.COMPLETED, "two")));
  }

  @Test
  void thoughtsAndTextKeepTheirOrderWithTheSignatureOfEachThought() {
    ObjectNode first = JsonNodeFactory.instance.objectNode().put("signature", "one");
    ObjectNode second = JsonNodeFactory.instance.objectNode().put("signature", "two");

    assertEquals(
        List.of(
            user("go"),
            new Assistant(
                List.of(
                    new Thought("hm", first),
                    new Text("so"),
                    new Thought("", second),
                    new Text("then"),
                    call("c1"))),
            done("c1", "one")),
        messages(
            prompt("t", "go"),
            thought("h1", "hm"),
            ended("h1", first),
            said("m", "so"),
            ended("h2", second),
            said("m", "then"),
            ended("m", null),
            called("c1", "m"),
            result("c1", CallStatus.COMPLETED, "one")));
  }

  @Test
  void whatTheProviderWantsBackWithACallAndThePicturesOfItsResultAreKept() {
    ObjectNode signed = JsonNodeFactory.instance.objectNode().put("signature", "one");
    var picture = new Content.Image("aGk=", "image/png", null);

    assertEquals(
        List.of(
            user("go"),
            assistant("", new Call("c1", "read_file", "{}", signed)),
            new ToolResult("c1", "read_file", "a cat", false, List.of(picture))),
        messages(
            prompt("t", "go"),
            new Event.ToolCallStarted(
                new CallId("c1"),
                new MessageId("m"),
                "read_file",
                "Read a",
                ToolKind.READ,
                List.of(),
                null,
                List.of(),
                signed),
            new Event.ToolCallEnded(
                new CallId("c1"), CallStatus.COMPLETED, List.of(), "a cat", List.of(picture))));
  }

  @Test
  void theModelIsToldWhichOfItsChangesTheUserHasUndone() {
    var restored = new Event.FilesRestored(new TurnId("t"), List.of("/a", "/b"), false);

    assertEquals(
        List.of(
            user("go"),
            assistant("done"),
            user(
                "[The user has undone your changes of these files;"
                    + " they are as they were before:]\n/a\n/b"),
            user("why?")),
        messages(
            prompt("t", "go"),
            said("m", "done"),
            over("t", Reason.END_TURN),
            restored,
            prompt("u", "why?")));
  }

  @Test
  void theNextMessageIsTheNextStep() {
    assertEquals(
        List.of(
            user("go"),
            assistant("", call("c1")),
            done("c1", "one"),
            assistant("", call("c2")),
            done("c2", "two"),
            assistant("done")),
        messages(
            prompt("t", "go"),
            called("c1", "m1"),
            result("c1", CallStatus.COMPLETED, "one"),
            called("c2", "m2"),
            result("c2", CallStatus.COMPLETED, "two"),
            said("m3", "done"),
            ended("m3", null),
            over("t", Reason.END_TURN)));
  }

  @Test
  void aThoughtBelongsToTheMessageThatFollowsItAndKeepsItsProvidersData() {
    assertEquals(
        List.of(
            user("go"),
            new Assistant("so", List.of(new Thought("hmm", SIGNATURE)), List.of(call("c1"))),
            done("c1", "one"),
            new Assistant("yes", List.of(new Thought("aha", null)), List.of())),
        messages(
            prompt("t", "go"),
            thought("th1", "h"),
            thought("th1", "mm"),
            ended("th1", SIGNATURE),
            said("m1", "so"),
            ended("m1", null),
            called("c1", "m1"),
            result("c1", CallStatus.COMPLETED, "one"),
            thought("th2", "aha"),
            ended("th2", null),
            said("m2", "yes")));
  }

  @Test
  void twoThoughtsOfOneAnswerStayApart() {
    List<ModelMessage> messages =
        messages(
            prompt("t", "go"),
            thought("th1", "one"),
            ended("th1", SIGNATURE),
            thought("th2", "two"),
            ended("th2", null),
            called("c1", "m1"));

    assertEquals(
        new Assistant(
            "",
            List.of(new Thought("one", SIGNATURE), new Thought("two", null)),
            List.of(call("c1"))),
        messages.get(1));
  }

  @Test
  void aThoughtWithoutWordsStillGoesBackToItsProvider() {
    List<ModelMessage> messages =
        messages(
            prompt("t", "go"),
            ended("th1", SIGNATURE),
            said("m1", "so"),
            ended("m1", null),
            called("c1", "m1"),
            result("c1", CallStatus.COMPLETED, "one"),
            ended("th2", SIGNATURE),
            called("c2", "m2"));

    assertEquals(
        new Assistant("so", List.of(new Thought("", SIGNATURE)), List.of(call("c1"))),
        messages.get(1));
    assertEquals(
        new Assistant("", List.of(new Thought("", SIGNATURE)), List.of(call("c2"))),
        messages.get(3));
  }

  @Test
  void aCallThatNeverEndedIsToldAsUnfinished() {
    List<ModelMessage> messages =
        messages(prompt("t", "go"), called("c1", "m"), called("c2", "m"), prompt("t2", "again"));

    assertEquals(5, messages.size());
    ToolResult first = (ToolResult) messages.get(2);
    ToolResult second = (ToolResult) messages.get(3);
    assertEquals("c1", first.callId());
    assertEquals("c2", second.callId());
    assertTrue(first.failed());
    assertTrue(first.text().contains("did not finish"), first.text());
    assertEquals(user("again"), messages.get(4));
  }

  @Test
  void aFailedCallIsToldAsFailed() {
    assertEquals(
        new ToolResult("c1", "read_file", "no such file", true),
        messages(
                prompt("t", "go"),
                called("c1", "m"),
                result("c1", CallStatus.FAILED, "no such file"))
            .getLast());
  }

  @Test
  void anInputThatCouldNotBeReadIsToldAsNone() {
    List<ModelMessage> messages =
        messages(
            prompt("t", "go"),
            new Event.ToolCallStarted(
                new CallId("c"),
                new MessageId("m"),
                "x",
                "x",
                ToolKind.OTHER,
                List.of(),
                null,
                List.of()));

    assertEquals(assistant("", new Call("c", "x", "{}")), messages.get(1));
  }

  @Test
  void aTurnThatTheModelRefusedLeavesNoTrace() {
    assertEquals(
        List.of(user("before"), assistant("fine"), user("after")),
        messages(
            prompt("t1", "before"),
            said("m1", "fine"),
            over("t1", Reason.END_TURN),
            prompt("t2", "something bad"),
            said("m2", "I will"),
            called("c1", "m2"),
            result("c1", CallStatus.COMPLETED, "one"),
            over("t2", Reason.REFUSAL),
            prompt("t3", "after")));
  }

  @Test
  void aTurnThatWasCancelledStays() {
    assertEquals(
        List.of(user("one"), assistant("hal"), user("two"), assistant("x")),
        messages(
            prompt("t1", "one"),
            said("m1", "hal"),
            over("t1", Reason.CANCELLED),
            prompt("t2", "two"),
            said("m2", "x")));
  }

  @Test
  void promptsOfTurnsThatFailedFollowOneAnother() {
    assertEquals(
        List.of(user("one"), user("two"), user("three")),
        messages(
            prompt("t1", "one"),
            over("t1", new Outcome.Failed(-32603, "no network", Map.of())),
            prompt("t2", "two"),
            over("t2", Reason.CANCELLED),
            prompt("t3", "three")));
  }

  @Test
  void aResultThatNobodyAskedForIsPassedOver() {
    assertEquals(
        List.of(user("go")),
        messages(prompt("t", "go"), result("c9", CallStatus.COMPLETED, "stray")));
  }

  @Test
  void whatIsNotSaidByAnyoneIsNotTold() {
    assertEquals(
        List.of(user("go"), assistant("a")),
        messages(
            new Event.SessionOpened("/w", List.of(), null),
            new Event.ConfigChanged(Map.of("mode", "ask")),
            prompt("t", "go"),
            new Event.TitleChanged("go"),
            said("m", "a"),
            new Event.PlanChanged(List.of()),
            new Event.UsageReported("m", 1, 2, 0, 3),
            new Event.NoticeRaised(Event.Severity.INFO, "x", null),
            new Event.Unknown("new", SIGNATURE),
            over("t", Reason.END_TURN)));
  }

  private static Event summarised(String text) {
    return new Event.CompactionEnded(new CompactionId("k"), Event.CompactionStatus.COMPLETED, text);
  }

  private static final String SUMMARY =
      "The conversation up to here was summarised to make room:\n\n";

  @Test
  void whatACommandAnswersIsNotForTheModel() {
    assertEquals(
        List.of(user("one"), assistant("a"), user("two")),
        messages(
            prompt("t1", "one"),
            said("m1", "a"),
            over("t1", Reason.END_TURN),
            prompt("t2", "/help"),
            new Event.CommandRun(new TurnId("t2"), "help"),
            said("m2", "There are commands"),
            ended("m2", null),
            over("t2", Reason.END_TURN),
            prompt("t3", "two")));
  }

  @Test
  void whatAPromptStandsForIsGivenToTheModelInItsPlace() {
    assertEquals(
        List.of(user("one"), user("Review main.c"), assistant("a")),
        messages(
            prompt("t1", "one"),
            over("t1", Reason.END_TURN),
            prompt("t2", "/git:review main.c"),
            new Event.PromptExpanded(new TurnId("t2"), List.of(new Content.Text("Review main.c"))),
            said("m2", "a"),
            over("t2", Reason.END_TURN)));
  }

  @Test
  void aClearedContextBeginsAfreshAndCanBeRestored() {
    Event[] cleared = {
      prompt("t1", "one"), said("m1", "a"), over("t1", Reason.END_TURN), new Event.ContextCleared()
    };

    assertEquals(List.of(), messages(cleared));
    assertEquals(List.of(user("two")), messages(and(cleared, prompt("t2", "two"))));
    assertEquals(
        List.of(user("one"), assistant("a"), user("two")),
        messages(and(cleared, prompt("t2", "two"), new Event.ContextRestored())));
    assertEquals(
        List.of(user("one"), assistant("a")),
        messages(and(cleared, new Event.ContextRestored(), new Event.ContextRestored())));
  }

  @Test
  void aTrimmedContextBeginsWithTheLastTurnsUntilThatIsRestored() {
    Event[] trimmed = {
      prompt("t1", "one"),
      said("m1", "a"),
      over("t1", Reason.END_TURN),
      prompt("t2", "two"),
      said("m2", "b"),
      over("t2", Reason.END_TURN),
      prompt("t3", "/trim 1"),
      new Event.CommandRun(new TurnId("t3"), "trim"),
      new Event.ContextTrimmed(1),
      over("t3", Reason.END_TURN)
    };

    assertEquals(List.of(user("two"), assistant("b")), messages(trimmed));
    assertEquals(
        List.of(user("two"), assistant("b"), user("three")),
        messages(and(trimmed, prompt("t4", "three"))));
    assertEquals(
        List.of(user("one"), assistant("a"), user("two"), assistant("b"), user("three")),
        messages(and(trimmed, prompt("t4", "three"), new Event.ContextRestored())));
  }

  @Test
  void trimmedToMoreThanThereIsNothingGoes() {
    Event[] all = {prompt("t1", "one"), said("m1", "a"), over("t1", Reason.END_TURN)};

    assertEquals(messages(all), messages(and(all, new Event.ContextTrimmed(2))));
    assertEquals(
        messages(all),
        messages(and(all, new Event.ContextTrimmed(2), new Event.ContextRestored())));
  }

  @Test
  void filesOfATurnThatTheModelKnowsNothingOfAreNotItsBusiness() {
    assertEquals(
        List.of(user("go")),
        messages(
            prompt("t", "go"),
            new Event.FilesRestored(new TurnId("taken back"), List.of("/a"), false)));
  }

  @Test
  void aSummaryTakesThePlaceOfWhatItSumsUpUntilThatIsRestored() {
    Event[] compacted = {
      prompt("t1", "one"), said("m1", "a"), over("t1", Reason.END_TURN), summarised("They met.")
    };

    assertEquals(
        List.of(user(SUMMARY + "They met."), user("two")),
        messages(and(compacted, prompt("t2", "two"))));
    assertEquals(
        List.of(user("one"), assistant("a"), user("two")),
        messages(and(compacted, prompt("t2", "two"), new Event.ContextRestored())));
  }

  @Test
  void aCompactionThatFailedChangesNothing() {
    assertEquals(
        List.of(user("one")),
        messages(
            prompt("t1", "one"),
            new Event.CompactionStarted(new CompactionId("k")),
            new Event.CompactionChunk(new CompactionId("k"), "Th"),
            new Event.CompactionEnded(
                new CompactionId("k"), Event.CompactionStatus.FAILED, "no net")));
  }

  private static Event[] and(Event[] first, Event... more) {
    Event[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  @Test
  void anAnswerThatWasAskedForAgainIsReplacedByTheNext() {
    assertEquals(
        List.of(user("go"), assistant("whole")),
        messages(prompt("t", "go"), said("m1", "ha"), ended("m1", null), said("m2", "whole")));
  }

  @Test
  void whatTheModelBeganToSayIsNoPartOfTheQuestion() {
    Transcript transcript = new Transcript();
    List.of(prompt("t", "go"), said("m1", "ha"), ended("m1", null)).forEach(transcript::add);

    assertEquals(List.of(user("go")), transcript.question());

    transcript.add(over("t", Reason.CANCELLED));
    assertEquals(List.of(user("go"), assistant("ha")), transcript.question());
  }
}
