package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.Outcome;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Settings that change while others change them. */
@Timeout(10)
class ConfigureTest {
  private static final Outcome DONE = Outcome.stopped(Outcome.Reason.END_TURN);

  private final Rig rig = new Rig(_ -> Mono.just(DONE));

  /** A change that is possible when it is asked for, and no longer when it is recorded. */
  private static UnaryOperator<Map<String, String>> overtaken() {
    boolean[] asked = new boolean[1];
    return _ -> {
      if (asked[0]) {
        throw AcpException.invalidParams("configId", "There is no such option");
      }
      asked[0] = true;
      return Map.of("lost", "on");
    };
  }

  @Test
  void aChangeThatAnotherMadeImpossibleIsRefusedAndTheSessionGoesOn() {
    Session session = rig.open();

    Mono<SessionState> change = session.configure(overtaken());
    AcpException refused = assertThrows(AcpException.class, () -> change.block(Rig.LIMIT));

    assertEquals(ErrorCode.INVALID_PARAMS, refused.code());
    Rig.await(session.configure(_ -> Map.of("kept", "on")));
    assertEquals(Map.of("mode", "ask", "kept", "on"), session.state().config());
    assertEquals(DONE, rig.prompt(session, "go"));
  }
}
