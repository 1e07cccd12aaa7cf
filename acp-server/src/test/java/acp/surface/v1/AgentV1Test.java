package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Turn;
import acp.surface.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a client hears, in which order, and when it hears nothing. */
@Timeout(30)
class AgentV1Test {
  private static final Outcome DONE = Outcome.stopped(Outcome.Reason.END_TURN);

  private static Event chunk(String text) {
    return new Event.MessageChunk(new MessageId("m1"), Event.Role.AGENT, text);
  }

  private static Mono<Outcome> greets(Turn turn) {
    return Flux.range(0, 50)
        .concatMap(i -> turn.post(chunk(i + " ")))
        .then(turn.tell(new Event.UsageReported("m", 1, 2, 0, 100)))
        .thenReturn(DONE);
  }

  /** A turn that says a word and then does nothing until it is cancelled. */
  private static Function<Turn, Mono<Outcome>> hangs(CountDownLatch running) {
    return turn ->
        turn.tell(chunk("so")).then(Mono.<Outcome>never().doOnSubscribe(_ -> running.countDown()));
  }

  private static String session(String id) {
    return "{'sessionId':'" + id + "'}";
  }

  private static String in(String id) {
    return "{'sessionId':'" + id + "','cwd':'/project','mcpServers':[]}";
  }

  private static int code(JsonNode answer) {
    return answer.at("/error/code").asInt();
  }

  private static void await(CountDownLatch signal) throws InterruptedException {
    assertTrue(signal.await(10, TimeUnit.SECONDS));
  }

  @Test
  void theAnswerToAPromptComesBehindItsLastUpdateAndThenThereIsSilence() {
    try (Desk desk = new Desk(AgentV1Test::greets).greet()) {
      String session = desk.open();
      desk.forget();

      JsonNode answer = desk.answer(desk.prompt(session, "hi"));

      assertEquals("end_turn", answer.at("/result/stopReason").asText());
      assertTrue(desk.text().startsWith("0 1 2 ") && desk.text().endsWith("49 "), desk.text());
      JsonNode last = desk.updates().getLast();
      assertEquals("usage_update", last.path("sessionUpdate").asText());
      desk.forget();
      desk.result("session/resume", in(session));
      assertEquals(1, desk.heard().size());
    }
  }

  @Test
  void everyUpdateNamesItsSession() {
    try (Desk desk = new Desk(AgentV1Test::greets).greet()) {
      String one = desk.open();
      String two = desk.open();

      desk.answer(desk.prompt(one, "hi"));
      for (JsonNode frame : desk.heard().subList(3, desk.heard().size() - 1)) {
        assertEquals(one, frame.at("/params/sessionId").asText());
      }
      desk.forget();
      desk.answer(desk.prompt(two, "hi"));

      assertEquals(two, desk.heard().getFirst().at("/params/sessionId").asText());
    }
  }

  @Test
  void aTurnThatFailedIsAnError() {
    AcpException failure =
        new AcpException(ErrorCode.AUTH_REQUIRED, "The key is not good", Map.of("status", 401));
    try (Desk desk = new Desk(_ -> Mono.error(failure)).greet()) {
      JsonNode answer = desk.answer(desk.prompt(desk.open(), "hi"));

      assertEquals(
          Desk.json("{'code':-32000,'message':'The key is not good','data':{'status':401}}"),
          answer.path("error"));
    }
  }

  @Test
  void aFaultOfOursTellsAnIncidentAndNoMore() {
    try (Desk desk = new Desk(_ -> Mono.error(new IllegalStateException("secret"))).greet()) {
      JsonNode answer = desk.answer(desk.prompt(desk.open(), "hi"));

      assertEquals(-32603, code(answer));
      assertTrue(answer.at("/error/data").has("incident"));
      assertFalse(answer.toString().contains("secret"));
    }
  }

  @Test
  void aCancelRightBehindAPromptCancelsIt() {
    try (Desk desk = new Desk(hangs(new CountDownLatch(1))).greet()) {
      String session = desk.open();

      int prompt = desk.prompt(session, "hi");
      desk.tell("session/cancel", session(session));

      assertEquals("cancelled", desk.answer(prompt).at("/result/stopReason").asText());
    }
  }

  @Test
  void aCancelOfNothingIsNothingAndHarmsNoLaterPrompt() {
    try (Desk desk = new Desk(AgentV1Test::greets).greet()) {
      String session = desk.open();
      desk.forget();

      desk.tell("session/cancel", session("no such"));
      desk.tell("session/cancel", session(session));

      JsonNode answer = desk.answer(desk.prompt(session, "hi"));
      assertEquals("end_turn", answer.at("/result/stopReason").asText());
    }
  }

  @Test
  void aPromptThatIsWithdrawnIsAnsweredAsCancelledBehindItsLastUpdate() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    try (Desk desk = new Desk(hangs(running)).greet()) {
      String session = desk.open();
      int prompt = desk.prompt(session, "hi");
      await(running);

      desk.tell("$/cancel_request", "{'requestId':" + prompt + "}");

      assertEquals("cancelled", desk.answer(prompt).at("/result/stopReason").asText());
      assertEquals("so", desk.text());
      desk.forget();
      desk.result("session/resume", in(session));
      assertEquals(1, desk.heard().size());
    }
  }

  @Test
  void aCloseAnswersThePromptFirst() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    try (Desk desk = new Desk(hangs(running)).greet()) {
      String session = desk.open();
      int prompt = desk.prompt(session, "hi");
      int waiting = desk.prompt(session, "and then");
      await(running);

      int close = desk.ask("session/close", session(session));

      assertEquals(Desk.json("{}"), desk.answer(close).path("result"));
      List<Integer> answered = new ArrayList<>();
      for (JsonNode frame : desk.heard()) {
        if (!frame.has("method")) {
          answered.add(frame.path("id").asInt());
        }
      }
      assertEquals(List.of(waiting, prompt, close), answered.subList(2, 5));
      assertEquals(
          Desk.json("{}"), desk.result("session/close", session(session)), "a second close");
      assertTrue(desk.answer("session/resume", in(session)).has("result"));
    }
  }

  @Test
  void aBlockThatWasNotOfferedIsRefusedAndBeginsNoTurn() {
    try (Desk desk = new Desk(AgentV1Test::greets).greet()) {
      String session = desk.open();

      JsonNode answer =
          desk.answer(
              "session/prompt",
              "{'sessionId':'%s','prompt':[{'type':'audio','data':'A','mimeType':'a/b'}]}"
                  .formatted(session));

      assertEquals("prompt[0].type", answer.at("/error/data/path").asText());
      assertEquals(List.of(), desk.updates());
    }
  }
}
