package acp.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Outcome;
import acp.session.Turn;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A conversation from its first line to its last. */
@Timeout(30)
class ConnectionTest {
  private static Mono<Outcome> done(Turn turn) {
    return Mono.just(Outcome.stopped(Outcome.Reason.END_TURN));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 65535})
  void whateverVersionIsAskedForOneIsAnswered(int version) {
    try (Desk desk = new Desk(ConnectionTest::done)) {
      JsonNode result =
          desk.result("initialize", "{'clientInfo':{'x':[]},'protocolVersion':" + version + "}");

      assertEquals(1, result.path("protocolVersion").asInt());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{'protocolVersion':null}",
        "{'protocolVersion':'1'}",
        "{'protocolVersion':'2025-01-01'}",
        "{'protocolVersion':1.5}",
        "{'protocolVersion':1.0}",
        "{'protocolVersion':1e0}",
        "{'protocolVersion':-1}",
        "{'protocolVersion':65536}",
        "{'protocolVersion':4294967297}",
        "{'protocolVersion':18446744073709551617}",
        "{'protocolVersion':[1]}",
        "{'protocolVersion':{'protocolVersion':1}}",
        "{'clientInfo':{'protocolVersion':1}}"
      })
  void anOddVersionIsRefusedWithItsPlaceAndTheDoorStaysShut(String params) {
    Desk desk = new Desk(ConnectionTest::done);

    JsonNode error = desk.answer("initialize", params).path("error");
    JsonNode tooEarly = desk.answer("session/list", "{}");

    assertEquals(-32602, error.path("code").asInt());
    assertEquals("protocolVersion", error.at("/data/path").asText());
    assertEquals(-32600, tooEarly.at("/error/code").asInt());
    desk.greet().close();
    assertEquals(1, desk.ready.get());
  }

  @Test
  void aSecondInitializeIsAnsweredLikeTheFirstAndChangesNothing() {
    Desk desk = new Desk(ConnectionTest::done);
    JsonNode first = desk.result("initialize", "{'protocolVersion':1}");
    String session = desk.open();

    JsonNode second = desk.result("initialize", "{'protocolVersion':2}");

    assertEquals(first, second);
    assertTrue(desk.answer(desk.prompt(session, "hi")).has("result"));
    desk.close();
    assertEquals(1, desk.ready.get());
  }

  @Test
  void anEndBeforeAnythingWasSaidIsNothing() {
    Desk desk = new Desk(ConnectionTest::done);

    desk.close();

    assertEquals(0, desk.ready.get());
  }

  @Test
  void anEndBehindTheFirstAnswerIsNothing() {
    Desk desk = new Desk(ConnectionTest::done).greet();

    desk.close();

    assertEquals(1, desk.heard().size());
  }

  @Test
  void theEndOfInputCancelsWhatRunsAndAnswersIt() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch stopped = new CountDownLatch(2);
    Desk desk =
        new Desk(
                _ ->
                    Mono.<Outcome>never()
                        .doOnSubscribe(_ -> running.countDown())
                        .doOnCancel(stopped::countDown))
            .greet();
    int first = desk.prompt(desk.open(), "one");
    int second = desk.prompt(desk.open(), "two");
    assertTrue(running.await(10, TimeUnit.SECONDS));

    desk.hangUp();

    desk.awaitEnd();
    assertTrue(stopped.await(10, TimeUnit.SECONDS));
    Predicate<JsonNode> either =
        frame -> Desk.isAnswer(frame, first) || Desk.isAnswer(frame, second);
    assertEquals("cancelled", desk.until(either).at("/result/stopReason").asText());
    assertEquals("cancelled", desk.until(either).at("/result/stopReason").asText());
  }

  @Test
  void anEndBySignalAnswersWhatRunsAndASecondOneChangesNothing() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Desk desk =
        new Desk(_ -> Mono.<Outcome>never().doOnSubscribe(_ -> running.countDown())).greet();
    int prompt = desk.prompt(desk.open(), "one");
    assertTrue(running.await(10, TimeUnit.SECONDS));

    desk.end();
    desk.end();

    assertEquals("cancelled", desk.answer(prompt).at("/result/stopReason").asText());
    desk.close();
  }
}
