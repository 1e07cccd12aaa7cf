package acp.conformance.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.conformance.Json;
import acp.conformance.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Script}: every step is read, and every slip is named with its line. */
@Timeout(5)
class ScriptTest {

  @Test
  void everyStepIsRead() throws Exception {
    Script script =
        Script.parse(
            "s",
            """
            # What it does.
            answer
              think "Hm \\"so\\""
              say "Yes"
              call f {"a": [1]}
              call g
              stop max_tokens
            answer
              pause 20
              pieces 3
              error "No"
            answer
              status 429 retry-after 2 "Slow down"
            answer
              status 500 "Broken"
            answer
              cut
              broken
              hang
            """);

    assertEquals(5, script.answers().size());
    assertEquals(
        List.of(
            new Step.Think("Hm \"so\""),
            new Step.Say("Yes"),
            new Step.Call("f", Json.object().set("a", Json.read("[1]"))),
            new Step.Call("g", Json.object()),
            new Step.Stop(Step.Reason.MAX_TOKENS)),
        script.answers().getFirst());
    assertEquals(
        List.of(new Step.Pause(20), new Step.Pieces(3), new Step.Fail("No")),
        script.answers().get(1));
    assertEquals(List.of(new Step.Status(429, 2, "Slow down")), script.answers().get(2));
    assertEquals(List.of(new Step.Status(500, null, "Broken")), script.answers().get(3));
  }

  @Test
  void aSlipIsNamedWithItsLine() {
    for (String slip :
        List.of(
            "sing \"la\"",
            "say Yes",
            "think",
            "call {\"a\":1}",
            "call f [1]",
            "stop now",
            "pause soon",
            "status 200 \"fine\"",
            "expect \"(\"")) {
      UsageException told =
          assertThrows(UsageException.class, () -> Script.parse("s", "answer\n\n  " + slip), slip);

      assertTrue(String.valueOf(told.getMessage()).startsWith("s:3: "), told.getMessage());
    }
    assertThrows(UsageException.class, () -> Script.parse("s", "say \"too early\""));
  }
}
