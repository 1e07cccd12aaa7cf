package acp.surface.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Outcome;
import acp.surface.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Our own methods are served beside those of the protocol. */
@Timeout(20)
class ExtensionsTest {

  private static Desk desk() {
    return new Desk(_ -> Mono.just(Outcome.stopped(Outcome.Reason.END_TURN)));
  }

  @Test
  void nothingIsMadeBeforeTheFirstCall() {
    List<String> asked = new ArrayList<>();

    new Extensions(
        () -> {
          asked.add("groups");
          return List.of();
        });

    assertEquals(List.of(), asked);
  }

  @Test
  void aMethodThatIsNotThereIsNotFound() {
    try (Desk desk = desk()) {
      desk.greet();

      JsonNode error = desk.answer("_acp-server/session/explode", "{}").path("error");

      assertEquals(-32601, error.path("code").asInt());
      assertEquals("_acp-server/session/explode", error.at("/data/method").asText());
    }
  }

  @Test
  void aParamThatDoesNotFitIsNamed() {
    try (Desk desk = desk()) {
      desk.greet();

      JsonNode error = desk.answer("_acp-server/session/query", "{'limit':'many'}").path("error");
      assertEquals(-32602, error.path("code").asInt());
      assertEquals("limit", error.at("/data/path").asText());

      assertEquals(
          -32602,
          desk.answer("_acp-server/session/query", "{'limit':0}").at("/error/code").asInt());
      assertTrue(
          desk.answer("_acp-server/session/query", "{'cursor':'x'}").has("error"), "a bad cursor");
    }
  }

  @Test
  void sessionsAreListedByTheirOwnMethod() {
    try (Desk desk = desk()) {
      desk.greet();
      String id = desk.open();

      JsonNode result = desk.answer("_acp-server/session/query", "{}").path("result");

      assertEquals(id, result.at("/sessions/0/sessionId").asText());
    }
  }
}
