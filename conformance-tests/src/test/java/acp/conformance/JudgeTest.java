package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import acp.conformance.honest.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Playing a transcript to an agent: what each step comes to. */
@Timeout(60)
class JudgeTest {
  private static final String SESSION =
      "# T.\n# spec: https://example.org/\n@initialize\n@session S\n";
  private static final String TOOL =
      "{\"method\":\"session/update\",\"params\":{\"sessionId\":\"$S\","
          + "\"update\":{\"sessionUpdate\":\"tool_call\",\"kind\":\"read\"}}}\n";

  @Test
  void whatOnlyAToolCallShowsDoesNotApplyToATurnWithoutOne() {
    Verdict verdict = judge(SESSION + prompt("$SHORT") + "<? " + TOOL + "< {\"id\":7}\n");

    Verdict.NotApplicable skipped = assertInstanceOf(Verdict.NotApplicable.class, verdict);
    assertEquals("the agent did not say tool_call of kind read", skipped.reason());
    assertEquals(6, skipped.line());
  }

  @Test
  void whatOnlyAToolCallShowsIsJudgedInATurnWithOne() {
    String file = "@file notes.txt \"$NOTES\"\n";
    String begun = SESSION + file + prompt("$READ");

    Verdict passed = judge(begun + "<? " + TOOL + "< {\"id\":7}\n");
    Verdict failed = judge(begun + "<? " + TOOL.replace("}}}", ",\"title\":\"~Nonsense\"}}}"));

    assertInstanceOf(Verdict.Passed.class, passed);
    assertInstanceOf(Verdict.Failed.class, failed);
  }

  private static String prompt(String text) {
    return "> {\"id\":7,\"method\":\"session/prompt\",\"params\":{\"sessionId\":\"$S\",\"prompt\":"
        + "[{\"type\":\"text\",\"text\":\""
        + text
        + "\"}]}}\n";
  }

  private static Verdict judge(String text) {
    return new Judge(Honest.agent(Fault.NONE), Duration.ofSeconds(20))
        .judge(Transcript.parse("t", text));
  }
}
