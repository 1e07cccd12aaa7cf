package acp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.AcpException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** What a tool makes of what the model passed. */
@Timeout(5)
class InputTest {
  @Test
  void fieldsAreRead() {
    Input input = input("{\"a\":\"x\",\"n\":3,\"f\":true,\"l\":[{\"b\":\"y\"}]}");

    assertEquals("x", input.text("a"));
    assertEquals(3, input.number("n", 1, 1, 9));
    assertEquals(true, input.flag("f"));
    assertEquals("y", input.list("l").getFirst().text("b"));
  }

  @Test
  void whatIsAbsentOrNullIsTheStandard() {
    Input input = input("{\"a\":null}");

    assertNull(input.optionalText("a"));
    assertEquals(7, input.number("a", 7, 1, 9));
    assertEquals(false, input.flag("b"));
  }

  @Test
  void numbersAndTruthsInQuotesAreForgiven() {
    Input input = input("{\"n\":\"20\",\"m\":2.0,\"f\":\"true\"}");

    assertEquals(20, input.number("n", 1, 1, 99));
    assertEquals(2, input.number("m", 1, 1, 99));
    assertEquals(true, input.flag("f"));
  }

  @Test
  void faultsNameTheFieldInWords() {
    Input input = input("{\"a\":1,\"n\":\"many\",\"e\":\" \",\"l\":[{}],\"o\":[1]}");

    assertFault("a", "`a` must be a string.", () -> input.text("a"));
    assertFault("b", "`b` is missing; it must be a string.", () -> input.text("b"));
    assertFault("e", "`e` must not be empty.", () -> input.filledText("e"));
    assertFault("n", "`n` must be a whole number from 1 to 9.", () -> input.number("n", 1, 1, 9));
    assertFault("n", "`n` must be true or false.", () -> input.flag("n"));
    assertFault("a", "`a` must be a list of objects.", () -> input.list("a"));
    assertFault("o[0]", "`o[0]` must be an object.", () -> input.list("o"));
    assertFault(
        "l[0].b",
        "`l[0].b` is missing; it must be a string.",
        () -> input.list("l").getFirst().text("b"));
    assertFault("", "The input must be a JSON object.", () -> input("[]"));
  }

  private static void assertFault(String place, String sentence, Executable read) {
    AcpException fault = assertThrows(AcpException.class, read);
    assertEquals(sentence, fault.getMessage());
    assertEquals(Map.of("path", place), fault.data());
  }

  private static Input input(String json) {
    try {
      return new Input(new JsonMapper().readTree(json));
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
