package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.conformance.honest.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Playing a transcript to an agent: what each step comes to. */
@Timeout(60)
class JudgeTest {
  private static final String HEAD = "# T.\n# spec: https://example.org/\n";
  private static final String SESSION = HEAD + "@initialize\n@session S\n";
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

  @Test
  void updatesOfManySessionsAreToldApart() {
    String both = SESSION + "@session T\n" + prompt("$SHORT") + "< {\"id\":7}\n";

    assertInstanceOf(Verdict.Passed.class, judge(both + "@heard $S agent_message_chunk\n"));
    Verdict.Failed failed =
        assertInstanceOf(Verdict.Failed.class, judge(both + "@heard $T agent_message_chunk\n"));
    assertTrue(
        failed.expected().startsWith("agent_message_chunk about session "), failed.expected());
  }

  @Test
  void anMcpServerWritesDownWhatHappensToIt() {
    // It starts the server that the first line names, and lets it end at once.
    String agent =
        """
        read -r line
        command=$(printf %s "$line" | sed 's/.*"command":"\\([^"]*\\)".*/\\1/')
        args=$(printf %s "$line" | sed 's/.*"args":\\[\\([^]]*\\)\\].*/\\1/; s/[",]/ /g')
        ACP_PROBE=here $command $args </dev/null
        echo '{"jsonrpc":"2.0","id":1,"result":{}}'
        read -r line
        """;
    String steps =
        HEAD + "@mcp PROBE\n> {\"id\":1,\"method\":\"_x\",\"params\":{\"servers\":[\"$PROBE\"]}}\n";

    Verdict passed =
        judge(
            shell(agent),
            steps
                + "@expect-mcp PROBE \"^started .*ACP_PROBE\"\n@expect-mcp PROBE \"^end$\"\n"
                + "< {\"id\":1}\n@expect-mcp PROBE \"^env ACP_PROBE=here$\"\n");
    Verdict failed = judge(shell(agent), steps + "@expect-mcp PROBE \"^initialized$\"\n");

    assertEquals(new Verdict.Passed(), passed);
    assertTrue(
        assertInstanceOf(Verdict.Failed.class, failed).heard().contains("it saw: [started "),
        failed::toString);
  }

  @Test
  void noProcessOfTheAgentMayBeLeft() {
    String steps =
        HEAD + "> {\"method\":\"_x\"}\n< {\"method\":\"_y\"}\n@eof\n@exit 0\n@no-children\n";
    String agent =
        "read -r l; sleep %s & echo '{\"jsonrpc\":\"2.0\",\"method\":\"_y\"}'; read -r l; exit 0";

    Verdict gone = judge(shell(agent.replace("%s", "0.5 >/dev/null 2>&1")), steps);
    Verdict left = judge(shell(agent.replace("%s", "60 >/dev/null 2>&1")), steps);

    assertEquals(new Verdict.Passed(), gone);
    Verdict.Failed failed = assertInstanceOf(Verdict.Failed.class, left);
    assertTrue(failed.heard().contains("sleep 60"), failed.heard());
  }

  @Test
  void aFailureOfTheKitEndsItsTranscriptWithAClearWord() {
    Verdict verdict = judge(shell("exit 0"), HEAD + "@file a\u0000b \"text\"\n");

    Verdict.Failed failed = assertInstanceOf(Verdict.Failed.class, verdict);
    assertTrue(failed.cause().isKits());
    assertTrue(failed.heard().startsWith("the kit itself failed"), failed.heard());
    assertEquals(3, failed.line());
  }

  @Test
  void whatIsBrokenMeanwhileIsAFailureToo() {
    Verdict verdict =
        new Judge(Honest.agent(Fault.INVENTS_A_STOP_REASON), Duration.ofSeconds(20))
            .judge(Transcript.parse("t", SESSION + prompt("$SHORT") + "< {\"id\":7}\n"));

    Verdict.Failed failed = assertInstanceOf(Verdict.Failed.class, verdict);
    assertEquals("wire.schema", failed.cause().requirement());
  }

  private static String prompt(String text) {
    return "> {\"id\":7,\"method\":\"session/prompt\",\"params\":{\"sessionId\":\"$S\",\"prompt\":"
        + "[{\"type\":\"text\",\"text\":\""
        + text
        + "\"}]}}\n";
  }

  private static AgentCommand shell(String script) {
    return new AgentCommand(List.of("sh", "-c", script), Map.of());
  }

  private static Verdict judge(AgentCommand agent, String text) {
    return new Judge(agent, Duration.ofSeconds(3)).play(Transcript.parse("t", text)).verdict();
  }

  private static Verdict judge(String text) {
    return new Judge(Honest.agent(Fault.NONE), Duration.ofSeconds(20))
        .judge(Transcript.parse("t", text));
  }
}
