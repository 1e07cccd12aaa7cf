package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.conformance.honest.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line: what it prints, and with what it exits. */
@Timeout(60)
class ConformanceCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void anAgentThatPassesIsConformant() {
    int exit = runOn(Fault.NONE, "--filter", "id-zero", "-v");

    String told = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, exit, told);
    assertTrue(told.contains("PASS  v1/protocol/id-zero"), told);
    assertTrue(told.contains("PASS  wire.schema"), told);
    assertTrue(told.contains("https://agentclientprotocol.com/"), told);
    assertTrue(told.endsWith("\nCONFORMANT  honest 1\n"), told);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anAgentThatFailsARequirementIsNotConformant(@TempDir Path folder) throws Exception {
    cancelling(folder);

    int exit = runOn(Fault.CANCEL_IS_AN_ERROR, "--transcripts", folder.toString());

    String told = out.toString(StandardCharsets.UTF_8);
    assertEquals(1, exit);
    assertTrue(told.contains("FAIL  mine.answers-cancelled"), told);
    assertTrue(told.contains("in cancelling"), told);
    assertTrue(told.contains("line 9: <"), told);
    assertTrue(told.contains("heard:    result is not there"), told);
    assertTrue(told.contains("> {\"jsonrpc\":\"2.0\",\"id\":\"initialize\""), told);
    assertTrue(told.contains("mine.nothing-after                         advisory  (mine."), told);
    assertTrue(told.endsWith("\nNOT CONFORMANT  honest 1\n"), told);
  }

  @Test
  void whatIsBrokenInPassingFailsItsOwnRequirementAlone(@TempDir Path folder) throws Exception {
    prompting(folder);

    int exit = runOn(Fault.INVENTS_A_STOP_REASON, "--transcripts", folder.toString());

    String told = out.toString(StandardCharsets.UTF_8);
    assertEquals(1, exit);
    assertTrue(told.contains("PASS  mine.answers"), told);
    assertTrue(told.contains("FAIL  wire.schema"), told);
    assertTrue(told.contains("/stopReason is none of end_turn, max_tokens"), told);
  }

  @Test
  void onlyTheTiersThatAreAskedCount(@TempDir Path folder) throws Exception {
    prompting(folder);

    int exit =
        runOn(
            Fault.INVENTS_A_STOP_REASON,
            "--transcripts",
            folder.toString(),
            "--tier",
            "capability,advisory");

    String told = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, exit, told);
    assertTrue(told.contains("FAIL  wire.schema"), told);
    assertTrue(told.contains("0 not reached  (does not count)"), told);
  }

  @Test
  void jsonTellsTheSameToPrograms(@TempDir Path folder) throws Exception {
    cancelling(folder);
    Path report = folder.resolve("deep/report.json");

    int exit =
        runOn(
            Fault.CANCEL_IS_AN_ERROR,
            "--transcripts",
            folder.toString(),
            "--json",
            "--report",
            report.toString());

    assertEquals(1, exit);
    JsonNode told = Json.read(out.toString(StandardCharsets.UTF_8));
    assertEquals(told, Json.read(Files.readString(report)));
    assertEquals("acp-conformance/1", told.get("format").textValue());
    assertEquals(1, told.at("/summary/mandatory/failed").intValue());
    assertEquals(Honest.command(Fault.CANCEL_IS_AN_ERROR).size(), told.at("/agent/command").size());
    assertEquals("honest", told.at("/agent/info/name").textValue());
  }

  @Test
  void aFilterFindsRequirementsAsWellAsTranscripts(@TempDir Path folder) throws Exception {
    cancelling(folder);
    prompting(folder);
    String[] options = {"--list-transcripts", "--transcripts", folder.toString(), "--filter"};

    assertEquals("cancelling  Cancelling.", listed(options, "mine.nothing"));
    assertEquals("prompting  Prompting.", listed(options, "prompting"));
    assertEquals(2, listed(options, "wire.").lines().count());
  }

  private String listed(String[] options, String filter) {
    out.reset();
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(filter);
    int exit = run(arguments.toArray(String[]::new));
    assertEquals(0, exit);
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void theListsNeedNoAgent(@TempDir Path folder) throws Exception {
    cancelling(folder);

    assertEquals(0, run("--list-transcripts"));
    String transcripts = out.toString(StandardCharsets.UTF_8);
    assertTrue(transcripts.contains("v1/protocol/cancel  "), transcripts);
    assertTrue(transcripts.contains("v1/scripted/hello  "), transcripts);
    assertTrue(!transcripts.contains("v1/probe/"), transcripts);

    out.reset();
    assertEquals(0, run("--list", "--transcripts", folder.toString()));
    String requirements = out.toString(StandardCharsets.UTF_8);
    assertTrue(
        requirements.contains(
            """
            mine.nothing-after  advisory
                Nothing comes after it.
                https://example.org/
                cancelling
            """),
        requirements);
  }

  /** A transcript of two requirements, with a catalogue of its own. */
  private static void cancelling(Path folder) throws IOException {
    catalogue(folder);
    Files.writeString(
        folder.resolve("cancelling.acp"),
        """
        # Cancelling.
        # spec: https://example.org/
        # requirement: mine.answers-cancelled
        @initialize
        @session S
        > {"id":2,"method":"session/prompt","params":{"sessionId":"$S","prompt":[{"type":"text","text":"$LONG"}]}}
        < {"method":"session/update","params":{"sessionId":"$S","update":{"sessionUpdate":"agent_message_chunk"}}}
        > {"method":"session/cancel","params":{"sessionId":"$S"}}
        < {"id":2,"result":{"stopReason":"cancelled"}}
        # requirement: mine.nothing-after
        ! 50 $S
        """);
  }

  private static void prompting(Path folder) throws IOException {
    catalogue(folder);
    Files.writeString(
        folder.resolve("prompting.acp"),
        """
        # Prompting.
        # spec: https://example.org/
        # requirement: mine.answers
        @initialize
        @session S
        > {"id":2,"method":"session/prompt","params":{"sessionId":"$S","prompt":[{"type":"text","text":"$SHORT"}]}}
        < {"id":2,"result":{"stopReason":"*string"}}
        """);
  }

  private static void catalogue(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("mine.req"),
        """
        mine.answers-cancelled  mandatory
            It answers cancelled.
            https://example.org/

        mine.nothing-after  advisory
            Nothing comes after it.
            https://example.org/

        mine.answers  mandatory
            It answers.
            https://example.org/
        """);
  }

  @Test
  void aFolderOfOnesOwnIsPlayedInstead(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("mine.acp"),
        "# Mine.\n# spec: https://example.org/\n@initialize\n@needs agentCapabilities.nothing\n");

    int exit = runOn(Fault.NONE, "--transcripts", folder.toString());

    assertEquals(0, exit);
    assertTrue(
        out.toString(StandardCharsets.UTF_8)
            .contains("N/A   mine  (the agent does not offer agentCapabilities.nothing)"));
  }

  @Test
  void wrongUsageIsOneLineAndTwo(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("bad.acp"), "# Bad.\n# spec: https://example.org/\nwhat\n");

    assertUsage("the agent's command is missing");
    assertUsage("Unknown option: '--nonsense'", "--nonsense", "--", "agent");
    assertUsage("there is no suite 'x'", "--suite", "x", "--", "agent");
    assertUsage("there is no report of the kind of a.pdf", "--report", "a.pdf", "--", "sh");
    assertUsage("--tier knows mandatory", "--tier", "informational", "--", "sh");
    assertUsage("there is no folder", "--transcripts", "/nonexistent", "--", "agent");
    assertUsage("there is no transcript", "--filter", "nonexistent", "--", "sh");
    assertUsage("there is no program /nonexistent/agent", "--", "/nonexistent/agent");
    assertUsage("there is no program nonexistent-agent", "--", "nonexistent-agent");
    assertUsage("bad:3: a line begins", "--transcripts", folder.toString(), "--", "agent");
  }

  private void assertUsage(String message, String... arguments) {
    err.reset();

    int exit = run(arguments);

    String told = err.toString(StandardCharsets.UTF_8);
    assertEquals(2, exit);
    assertEquals(1, told.lines().count(), told);
    assertTrue(told.startsWith("acp-conformance: " + message), told);
  }

  private int runOn(Fault fault, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--");
    arguments.addAll(Honest.command(fault));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return ConformanceCommand.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  @Test
  void anAgentThatActsByTheScriptedPromptsIsJudgedByThemToo() {
    int exit = runOn(Fault.NONE, "--filter", "prompt.limits-are-stop-reasons", "-v");

    String told = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, exit, told);
    assertTrue(told.contains("PASS  v1/scripted/fail-max-tokens"), told);
  }

  @Test
  void anotherAgentIsJudgedByTheProtocolAlone() {
    int exit = runOn(Fault.LIMIT_IS_END_OF_TURN, "--filter", "max-tokens", "-v");

    String told = err.toString(StandardCharsets.UTF_8);
    assertEquals(2, exit, told);
    assertTrue(told.contains("there is no transcript to play"), told);
  }
}
