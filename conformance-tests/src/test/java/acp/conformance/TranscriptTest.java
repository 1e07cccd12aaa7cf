package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading a transcript: what it holds, and where the slip is when it cannot be read. */
@Timeout(5)
class TranscriptTest {
  private static final String HEAD = "# A title.\n# spec: https://example.org/x\n";

  @Test
  void aTranscriptKnowsItsTitleItsSpecAndItsSteps() {
    String text = HEAD + "@session S\n> {\"id\":1,\n    \"method\":\"a\"}\n\n! 20 $S\n";

    Transcript transcript = Transcript.parse("some/name", text);

    assertEquals("A title.", transcript.title());
    assertEquals("https://example.org/x", transcript.spec().toString());
    assertEquals(3, transcript.steps().size());
    Step.Say say = assertInstanceOf(Step.Say.class, transcript.steps().get(1));
    assertEquals("a", say.message().get("method").textValue());
    assertEquals(4, say.line());
    assertEquals("> {\"id\":1, \"method\":\"a\"}", transcript.statement(4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "say hello                     | a line begins with one of",
        "> {\"id\":1                   | this is not JSON",
        "> [1]                         | needs one JSON object",
        "< {\"result\":{}}             | needs a method, an id or an error",
        "> {\"id\":\"$NEW\"}           | $NEW is bound by no line above",
        "< {\"id\":\"a$NEW\"}          | $NEW is bound by no line above",
        "< {\"id\":\"*nonsense\"}      | there is no pattern *nonsense",
        "< {\"id\":\"~(\"}             | not a regular expression",
        "! soon                        | needs milliseconds",
        "! 20 $S                       | $S is bound by no line above",
        "!~ \"(\"                      | not a regular expression",
        "!~ word                       | this is not JSON",
        "@nonsense                     | there is no directive @nonsense",
        "@session s                    | needs the name of a variable",
        "@hex 1                        | pairs of hexadecimal digits",
        "@exit now                     | needs an exit code",
        "@eof now                      | stands alone",
        "@needs                        | needs something after it",
        "@auto everything              | permission, fs, terminal and",
        "@auto permission perhaps      | needs a kind of option",
        "@auto elicitation perhaps     | accept, decline or cancel",
        "@auto elicitation accept [1]  | needs one JSON object",
        "@mcp probe                    | needs the name of a variable",
        "@expect-mcp PROBE \"x\"        | the name of an @mcp above",
        "@heard plan                   | needs a session and kinds",
        "@heard $S plan                | $S is bound by no line above",
        "@no-children now              | stands alone",
        "@file a.txt words             | this is not JSON",
        "# spec: http://example.org    | needs an https address",
        "# requirement:                | needs ids such as",
        "# requirement: cancel         | needs ids such as",
        "<? {\"result\":{}}            | needs a method, an id or an error"
      })
  void aSlipIsReportedWithFileAndLine(String line, String message) {
    String text = HEAD + "@initialize\n" + line + "\n";

    TranscriptException slip =
        assertThrows(TranscriptException.class, () -> Transcript.parse("a/b", text));

    String told = String.valueOf(slip.getMessage());
    assertTrue(told.startsWith("a/b:4: ") && told.contains(message), told);
  }

  @Test
  void aTranscriptNeedsATitleASpecAndSteps() {
    assertSlip("a/b:1: the first comment", "@initialize\n");
    assertSlip("a/b:1: a line '# spec:", "# Title.\n@initialize\n");
    assertSlip("a/b:2: nothing is said", HEAD);
    assertSlip("a/b:1: an indented line", "  {}\n" + HEAD);
  }

  @Test
  void whatIsBoundByAnExpectationMayBeSaidAfterwards() {
    String text = HEAD + "< {\"id\":\"$P\",\"method\":\"a\"}\n> {\"id\":\"$P\",\"result\":{}}\n";

    Transcript transcript = Transcript.parse("a/b", text);

    assertEquals(2, transcript.steps().size());
  }

  @Test
  void theTranscriptsOfTheKitAreReadAndEachShowsSomethingElse() throws IOException {
    List<Transcript> all = Library.builtIn(List.of("protocol", "scripted"));
    Set<String> titles = new HashSet<>();

    all.forEach(one -> titles.add(one.title()));

    assertTrue(all.size() >= 40, all.size() + " transcripts");
    assertEquals(all.size(), titles.size());
    for (Transcript one : all) {
      assertTrue(one.title().endsWith("."), one.name() + " has no sentence as its title");
      String spec = one.spec().toString();
      assertTrue(spec.startsWith("https://agentclientprotocol.com/protocol/v1/"), one.name());
    }
  }

  private static void assertSlip(String beginning, String text) {
    TranscriptException slip =
        assertThrows(TranscriptException.class, () -> Transcript.parse("a/b", text));
    assertTrue(String.valueOf(slip.getMessage()).startsWith(beginning), slip.getMessage());
  }
}
