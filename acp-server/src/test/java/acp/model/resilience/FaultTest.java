package acp.model.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.resilience.Fault.Kind;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failure is classed by its data alone, and one that says nothing is lasting. */
@Timeout(5)
class FaultTest {

  private static AcpException failure(Map<String, Object> data) {
    return new AcpException(ErrorCode.INTERNAL_ERROR, "It failed", data);
  }

  @ParameterizedTest
  @CsvSource({
    "rate_limit, PASSING",
    "server, PASSING",
    "overloaded, PASSING",
    "timeout, PASSING",
    "cut, PASSING",
    "unreachable, UNREACHABLE",
    "resting, RESTING",
    "quota, QUOTA",
    "context, CONTEXT",
    "auth, LASTING",
    "request, LASTING",
    "malformed, LASTING",
    "something new, LASTING"
  })
  void theKindSaysWhatCanBeDone(String kind, Kind expected) {
    assertEquals(expected, Fault.of(failure(Map.of("kind", kind))).kind());
  }

  @ParameterizedTest
  @CsvSource({"408, PASSING", "429, PASSING", "500, PASSING", "529, PASSING", "400, LASTING"})
  void withoutAKindTheStatusDoes(int status, Kind expected) {
    assertEquals(expected, Fault.of(failure(Map.of("status", status))).kind());
  }

  @Test
  void theKindCountsMoreThanTheStatus() {
    Fault fault = Fault.of(failure(Map.of("kind", "quota", "status", 429)));

    assertEquals(Kind.QUOTA, fault.kind());
  }

  @Test
  void aFaultOfOursIsLasting() {
    assertEquals(Kind.LASTING, Fault.of(new IllegalStateException("bug")).kind());
    assertEquals(Kind.LASTING, Fault.of(failure(Map.of())).kind());
  }

  @Test
  void whatTheServerWantsIsKept() {
    assertEquals(
        Duration.ofSeconds(7),
        Fault.of(failure(Map.of("kind", "rate_limit", "retryAfterSeconds", 7L))).pause());
    assertEquals(
        Duration.ZERO,
        Fault.of(failure(Map.of("kind", "rate_limit", "retryAfterSeconds", -7))).pause());
  }

  @Test
  void anotherServerHelpsOnlyWhereTheRequestIsGood() {
    assertTrue(Fault.of(failure(Map.of("kind", "quota"))).isOfTheServer());
    assertFalse(Fault.of(failure(Map.of("kind", "context"))).isOfTheServer());
    assertFalse(Fault.of(failure(Map.of("kind", "auth"))).isOfTheServer());
  }
}
