package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading a catalogue: what it holds, and where the slip is when it cannot be read. */
@Timeout(5)
class CatalogueParserTest {
  private static final String GOOD =
      """
      # What cancelling asks.

      cancel.answers-cancelled  mandatory
          After session/cancel the prompt is answered
          with the result "cancelled".
          https://example.org/prompt-turn#cancellation

      # Good sense.
      cancel.is-quick  advisory
          It is quick.
          https://example.org/x
      """;

  @Test
  void aRequirementHasAnIdATierAStatementAndACitation() {
    Catalogue catalogue = Catalogue.parse(Map.of("v1/cancel", GOOD));

    assertEquals(2, catalogue.all().size());
    Requirement first = catalogue.find("cancel.answers-cancelled");
    assertNotNull(first);
    assertEquals(Tier.MANDATORY, first.tier());
    assertEquals("cancel", first.area());
    assertEquals(
        "After session/cancel the prompt is answered with the result \"cancelled\".",
        first.statement());
    assertEquals("https://example.org/prompt-turn#cancellation", first.citation().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | b.c mandatory~  S.~  https://e.org/       | the ids of this file begin with 'a.'",
        "1 | a.B mandatory~  S.~  https://e.org/       | begins with its id",
        "1 | a.b~  S.~  https://e.org/                 | begins with its id",
        "1 | a.b must~  S.~  https://e.org/            | there is no tier 'must'",
        "1 | a.b advisory~  https://e.org/             | needs a statement and then a citation",
        "1 | a.b advisory                              | needs a statement and then a citation",
        "3 | a.b advisory~  S.~  http://e.org/         | must be the https address",
        "4 | a.b advisory~  S.~  https://e.org/~a.b advisory~  S.~  https://e.org/ | is there twice",
        "2 | # c~  S.~  https://e.org/                 | needs an id and a tier above it"
      })
  void aSlipIsReportedWithFileAndLine(int line, String lines, String message) {
    Map<String, String> files = Map.of("v1/a", lines.replace('~', '\n'));

    TranscriptException slip =
        assertThrows(TranscriptException.class, () -> Catalogue.parse(files));

    String told = String.valueOf(slip.getMessage());
    assertTrue(told.startsWith("v1/a.req:" + line + ": ") && told.contains(message), told);
  }

  @Test
  void aTranscriptMayOnlyNameWhatIsThere() {
    Catalogue catalogue = Catalogue.parse(Map.of("v1/cancel", GOOD));
    String text =
        """
        # T.
        # spec: https://e.org/
        # requirement: cancel.is-quick
        @eof
        # requirement: cancel.is-quick cancel.unknown
        @kill
        """;
    List<Transcript> transcripts = List.of(Transcript.parse("x", text));

    TranscriptException slip =
        assertThrows(TranscriptException.class, () -> catalogue.check(transcripts));

    assertEquals("x:5: there is no requirement cancel.unknown", slip.getMessage());
  }
}
