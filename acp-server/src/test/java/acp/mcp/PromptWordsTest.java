package acp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.AcpException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The words behind a prompt's name. */
@Timeout(10)
class PromptWordsTest {
  private static final PromptOffer TWO =
      new PromptOffer(
          "p",
          "",
          List.of(
              new PromptOffer.Argument("city", true), new PromptOffer.Argument("state", false)));

  private static final PromptOffer NONE = new PromptOffer("p", "", List.of());

  @Test
  void wordsGoToTheArgumentsInOrderAndTheLastTakesTheRest() {
    assertEquals(Map.of("city", "Austin"), PromptWords.arguments(TWO, "Austin"));
    assertEquals(
        Map.of("city", "New", "state", "York and more"),
        PromptWords.arguments(TWO, " New  York and\nmore "));
  }

  @Test
  void aKeyNamesItsArgument() {
    assertEquals(
        Map.of("city", "New York", "state", "NY"),
        PromptWords.arguments(TWO, "state=NY city=\"New York\""));
    assertEquals(
        Map.of("city", "New York", "state", "NY"), PromptWords.arguments(TWO, "state=NY New York"));
    assertEquals(Map.of("city", "a=b"), PromptWords.arguments(TWO, "a=b"));
  }

  @Test
  void quotesHoldAValueTogetherAndApostrophesAreLetters() {
    assertEquals(
        Map.of("city", "St. John's", "state", "it's \"x\""),
        PromptWords.arguments(TWO, "\"St. John's\" it's \"x\"".replace(" \"x\"", " '\"x\"'")));
    assertEquals(Map.of("city", "\"open"), PromptWords.arguments(TWO, "\"open"));
    assertEquals(Map.of("city", ""), PromptWords.arguments(TWO, "''"));
  }

  @Test
  void whatIsMissingOrTooMuchIsSaid() {
    assertEquals(
        "`city` is missing; this prompt takes `city [state]`.",
        assertThrows(AcpException.class, () -> PromptWords.arguments(TWO, "state=NY"))
            .getMessage());
    assertEquals(
        "This prompt takes nothing behind its name.",
        assertThrows(AcpException.class, () -> PromptWords.arguments(NONE, "x")).getMessage());
    assertNull(PromptWords.hint(NONE));
  }
}
