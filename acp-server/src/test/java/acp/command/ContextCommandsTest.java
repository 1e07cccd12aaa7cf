package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.Event.CompactionStatus;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.model.ModelEvent;
import acp.model.ModelFacts;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the model sees once the user has cut its context, and once the cut is undone. */
@Timeout(30)
class ContextCommandsTest {
  private final Counter counter = new Counter();

  private void summarises(String... pieces) {
    counter.model.answer =
        request ->
            isSummary(request)
                ? Counter.Counting.says(pieces)
                : Counter.Counting.says("answer " + counter.model.requests.size());
  }

  private static boolean isSummary(ModelRequest request) {
    return request.messages().getLast() instanceof ModelMessage.User user
        && Counter.text(user).startsWith("Summarise the conversation");
  }

  private Event.CompactionEnded compacted() {
    return counter.seen.all(Event.CompactionEnded.class).getLast();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/clear", "/new"})
  void afterAClearingTheModelSeesOnlyWhatComesNext(String command) {
    counter.say("one");

    String answer = counter.say(command);
    counter.say("two");

    assertTrue(answer.contains("`" + command + " undo`"), answer);
    assertEquals(List.of("U two"), counter.lastAsked());
    assertEquals(1, counter.session.state().cuts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/clear undo", "/new undo", "/compact undo"})
  void anUndoneClearingIsAsIfItHadNotBeen(String undo) {
    counter.say("one");
    counter.say("/clear");
    counter.say("two");

    String answer = counter.say(undo);
    counter.say("three");

    assertEquals("The model sees again the whole conversation.", answer);
    assertEquals(
        List.of("U one", "A answer 1", "U two", "A answer 2", "U three"), counter.lastAsked());
  }

  @Test
  void whatASummaryTookIsAccountedFor() {
    summarises("They met.");
    counter.model.facts = ModelFacts.of("anthropic/claude-sonnet-4-5");
    counter.say("one");
    long before = counter.session.state().tokens().cost();

    counter.say("/compact");

    assertEquals(2 * before, counter.session.state().tokens().cost());
  }

  @Test
  void cutsAreUndoneOneByOne() {
    counter.say("one");
    counter.say("/clear");
    counter.say("two");
    counter.say("/clear");

    String first = counter.say("/clear undo");
    counter.say("three");
    List<String> afterTheFirst = counter.lastAsked();
    String second = counter.say("/clear undo");

    assertEquals(List.of("U two", "A answer 2", "U three"), afterTheFirst);
    assertTrue(first.contains("`/clear undo` gives back what the one before took"), first);
    assertTrue(second.contains("the whole conversation"), second);
  }

  @Test
  void withoutACutThereIsNothingToUndo() {
    counter.say("one");

    String answer = counter.say("/clear undo");

    assertEquals("There is nothing to undo: the model sees the whole conversation.", answer);
    assertEquals(answer, counter.say("/compact undo"));
    assertEquals(List.of(), counter.seen.all(Event.ContextRestored.class));
  }

  @Test
  void aSummaryTakesThePlaceOfTheConversation() {
    summarises("They ", "met.");
    counter.say("one");

    String answer = counter.say("/compact");
    counter.say("two");

    assertTrue(answer.startsWith("The model goes on from this summary."), answer);
    assertEquals(CompactionStatus.COMPLETED, compacted().status());
    assertEquals("They met.", compacted().text());
    assertEquals(List.of("U " + Counter.SUMMARY + "They met.", "U two"), counter.lastAsked());
  }

  @Test
  void theSummaryIsShownWhileItIsWritten() {
    summarises("They ", "met.");
    counter.say("one");

    counter.say("/compact");

    StringBuilder chunks = new StringBuilder();
    counter.seen.all(Event.CompactionChunk.class).forEach(chunk -> chunks.append(chunk.text()));
    assertEquals("They met.", chunks.toString());
    assertEquals(1, counter.seen.all(Event.CompactionStarted.class).size());
    List<Event> kept = counter.journaled(counter.session.id());
    assertEquals(0, kept.stream().filter(Event.CompactionChunk.class::isInstance).count());
  }

  @Test
  void theModelIsGivenTheConversationAndWhatToKeepAndNoTools() {
    counter.say("one");

    counter.say("/compact the names of all files");

    ModelRequest request = counter.model.requests.getLast();
    String asked = Counter.text((ModelMessage.User) request.messages().getLast());
    assertTrue(isSummary(request), asked);
    assertTrue(asked.contains("above all: the names of all files\n"), asked);
    assertTrue(asked.contains("### User\none\n\n### Agent\nanswer 1\n"), asked);
    assertEquals(List.of(), request.tools());
    assertEquals(2, counter.session.state().tokens().requests());
  }

  @Test
  void anUndoneCompactionGivesTheModelItsWordsBack() {
    summarises("They met.");
    counter.say("one");
    counter.say("/compact");
    counter.say("two");

    counter.say("/compact undo");
    counter.say("three");

    assertEquals(
        List.of("U one", "A answer 1", "U two", "A answer 3", "U three"), counter.lastAsked());
  }

  @Test
  void tooLittleIsNotSummedUp() {
    String fresh = counter.say("/compact");
    counter.say("one");
    counter.say("/compact");
    String again = counter.say("/compact");

    assertTrue(fresh.startsWith("There is too little to summarise"), fresh);
    assertEquals(fresh, again);
    assertEquals(2, counter.model.requests.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fails", "refuses", "is cut short", "is silent", "breaks"})
  void aModelThatDoesNotSummariseChangesNothing(String how) {
    counter.say("one");
    counter.model.answer =
        _ ->
            switch (how) {
              case "fails" ->
                  Flux.error(new AcpException(ErrorCode.INTERNAL_ERROR, "The key is not good"));
              case "refuses" -> ended(ModelEvent.Stop.REFUSAL, "I");
              case "is cut short" -> ended(ModelEvent.Stop.MAX_TOKENS, "I");
              case "is silent" -> ended(ModelEvent.Stop.DONE, "\n ");
              default -> Flux.error(new IllegalStateException("secret detail"));
            };

    String answer = counter.say("/compact");
    counter.model.answer = _ -> Counter.Counting.says("yes");
    counter.say("two");

    assertTrue(answer.startsWith("Nothing was changed."), answer);
    assertEquals(CompactionStatus.FAILED, compacted().status());
    String why =
        switch (how) {
          case "fails" -> "The key is not good";
          case "refuses" -> "The model refused to write it.";
          case "is cut short" -> "The summary is longer than the model may answer.";
          case "is silent" -> "The model said nothing.";
          default -> "Internal error (incident ";
        };
    assertTrue(String.valueOf(compacted().text()).startsWith(why), compacted().text());
    assertEquals(List.of("U one", "A answer 1", "U two"), counter.lastAsked());
    assertEquals(0, counter.session.state().cuts());
  }

  private static Flux<ModelEvent> ended(ModelEvent.Stop stop, String text) {
    return Flux.just(new ModelEvent.Text(text), new ModelEvent.Ended(stop));
  }

  @Test
  void aCancelWhileTheModelSummarisesHangsUpAndChangesNothing() throws Exception {
    counter.say("one");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch dropped = new CountDownLatch(1);
    counter.model.answer =
        _ ->
            Flux.concat(
                    Flux.just(new ModelEvent.Text("They ")),
                    Flux.<ModelEvent>never().doOnSubscribe(_ -> begun.countDown()))
                .doOnCancel(dropped::countDown);
    Mono<Outcome> answer = counter.begin(counter.session, "/compact");
    assertTrue(begun.await(10, TimeUnit.SECONDS));

    counter.session.cancel();
    Outcome outcome = Counter.await(answer);
    counter.model.answer = _ -> Counter.Counting.says("yes");
    counter.say("two");

    assertEquals(Outcome.stopped(Reason.CANCELLED), outcome);
    assertTrue(dropped.await(10, TimeUnit.SECONDS));
    assertEquals(CompactionStatus.CANCELLED, compacted().status());
    assertEquals(List.of("U one", "A answer 1", "U two"), counter.lastAsked());
  }

  @Test
  void afterAReloadTheModelSeesTheSame() {
    summarises("They met.");
    counter.say("zero");
    counter.say("/clear");
    counter.say("one");
    counter.say("/compact");
    counter.say("two");
    counter.say("/help");

    Counter again = counter.reloaded();
    again.say("three");
    List<String> cut = again.lastAsked();
    again.say("/clear undo");
    Counter third = again.reloaded();
    third.say("four");

    assertEquals(
        List.of("U " + Counter.SUMMARY + "They met.", "U two", "A answer 4", "U three"), cut);
    assertEquals(
        List.of("U one", "A answer 2", "U two", "A answer 4", "U three", "A answer 1", "U four"),
        third.lastAsked());
  }

  @Test
  void theContextIsShownPartByPart() {
    assertTrue(counter.say("/context").contains("No model has reported"), "before any request");
    counter.say("one");

    String answer = counter.say("/context");

    for (String part :
        List.of("| System prompt |", "| Tools (2) |", "| Conversation (2) |", "| **All** |")) {
      assertTrue(answer.contains(part), () -> part + " is not in " + answer);
    }
    assertTrue(answer.contains("Left out: AGENTS.md is not a text."), answer);
  }
}
