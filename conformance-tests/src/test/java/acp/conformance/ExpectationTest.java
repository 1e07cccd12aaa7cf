package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparing what was heard with what was expected. */
@Timeout(5)
class ExpectationTest {
  private final Bindings bindings = new Bindings();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1}                | {\"a\":1,\"b\":2}",
        "{\"a\":{\"b\":[1,3]}}    | {\"a\":{\"b\":[1,2,3]}}",
        "{\"a\":[]}               | {\"a\":[]}",
        "{\"a\":\"*\"}            | {\"a\":false}",
        "{\"a\":\"*string\"}      | {\"a\":\"x\"}",
        "{\"a\":\"*int\"}         | {\"a\":5}",
        "{\"a\":\"*object\"}      | {\"a\":{}}",
        "{\"a\":\"*array\"}       | {\"a\":[]}",
        "{\"a\":\"~^x.z\"}        | {\"a\":\"xyz and more\"}",
        "{\"a\":\"-\"}            | {\"b\":1}",
        "{\"a\":\"=*\"}           | {\"a\":\"*\"}",
        "{\"a\":null}             | {\"a\":null}",
        "{\"a\":\"$X\",\"b\":\"$X\"} | {\"a\":{\"c\":1},\"b\":{\"c\":1}}",
        "[{\"id\":\"$X\"},{\"of\":\"$X\"}] | [{\"id\":1},{\"of\":2},{\"of\":1}]"
      })
  void atLeastWhatIsAskedMatches(String expected, String actual) throws Exception {
    String problem = mismatch(expected, actual);

    assertNull(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1}              | {\"a\":\"1\"}       | a is \"1\"",
        "{\"a\":1}              | {\"b\":1}           | a is not there",
        "{\"a\":{\"b\":1}}      | {\"a\":{\"b\":2}}   | a.b is 2",
        "{\"a\":[2,1]}          | {\"a\":[1,2]}       | a has no item 1",
        "{\"a\":[]}             | {\"a\":[1]}         | a is [1], expected an empty array",
        "{\"a\":\"*\"}          | {\"a\":null}        | a is null",
        "{\"a\":\"*string\"}    | {\"a\":\"\"}        | a is \"\"",
        "{\"a\":\"*int\"}       | {\"a\":1.5}         | a is 1.5",
        "{\"a\":\"~^x\"}        | {\"a\":\"yx\"}      | matches /^x/",
        "{\"a\":\"-\"}          | {\"a\":null}        | a must not be there",
        "{\"a\":null}           | {}                  | a is not there",
        "{\"a\":\"$X\",\"b\":\"$X\"} | {\"a\":1,\"b\":2} | b is 2, expected 1",
        "{\"a\":\"$X\",\"b\":\"!$X\"} | {\"a\":1,\"b\":1} | something else than 1"
      })
  void whatDiffersIsNamedWithItsPlace(String expected, String actual, String problem)
      throws Exception {
    String told = mismatch(expected, actual);

    assertNotNull(told);
    assertTrue(told.contains(problem), told);
  }

  @Test
  void aMismatchBindsNothing() throws Exception {
    String told = mismatch("{\"a\":\"$X\",\"b\":1}", "{\"a\":7,\"b\":2}");

    assertNotNull(told);
    assertNull(bindings.value("X"));
  }

  @Test
  void variablesAreFilledIntoTextsAndWholeValues() throws Exception {
    bindings.bind("CWD", "/w");
    mismatch("{\"a\":\"$N\"}", "{\"a\":7}");

    JsonNode filled =
        bindings.fill(Json.read("{\"a\":\"$N\",\"b\":\"$CWD/x\",\"c\":\"${ab*3}\",\"d\":\"$/x\"}"));

    assertEquals("{\"a\":7,\"b\":\"/w/x\",\"c\":\"ababab\",\"d\":\"$/x\"}", filled.toString());
  }

  @Test
  void aVariableInARegularExpressionStandsForItself() throws Exception {
    bindings.bind("X", "a.b");

    assertNull(mismatch("{\"a\":\"~^$X$\"}", "{\"a\":\"a.b\"}"));
    assertNotNull(mismatch("{\"a\":\"~^$X$\"}", "{\"a\":\"axb\"}"));
  }

  private @Nullable String mismatch(String expected, String actual) throws JsonProcessingException {
    return Expectation.mismatch(Json.read(expected), Json.read(actual), bindings);
  }
}
