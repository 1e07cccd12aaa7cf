package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.conformance.honest.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
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
  void anAgentThatPassesGivesVerdictsASumAndZero() {
    int exit = runOn(Fault.NONE, "--filter", "id-zero", "-v");

    assertEquals(0, exit, out.toString(StandardCharsets.UTF_8));
    String told = out.toString(StandardCharsets.UTF_8);
    assertTrue(told.contains("PASS  v1/protocol/id-zero"), told);
    assertTrue(told.contains("https://agentclientprotocol.com/"), told);
    assertTrue(told.contains("1 passed, 0 failed, 0 not applicable"), told);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anAgentThatFailsGivesAReportAndOne() {
    int exit = runOn(Fault.ECHOES_THE_VERSION, "--filter", "version-65535");

    assertEquals(1, exit);
    String told = out.toString(StandardCharsets.UTF_8);
    assertTrue(told.contains("FAIL  v1/protocol/initialize-version-65535"), told);
    assertTrue(told.contains("line 5: !~"), told);
    assertTrue(told.contains("expected: a message without"), told);
    assertTrue(told.contains("> {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\""), told);
  }

  @Test
  void jsonTellsTheSameToPrograms() throws Exception {
    int exit = runOn(Fault.ECHOES_THE_VERSION, "--filter", "initialize-version-", "--json");

    assertEquals(1, exit);
    JsonNode told = Json.read(out.toString(StandardCharsets.UTF_8));
    assertTrue(told.get("failed").intValue() >= 1);
    assertTrue(told.get("passed").intValue() >= 1);
    assertEquals(Honest.command(Fault.ECHOES_THE_VERSION).size(), told.get("agent").size());
    assertTrue(told.get("transcripts").get(0).has("verdict"));
  }

  @Test
  void theListNeedsNoAgent() {
    int exit = run("--list");

    assertEquals(0, exit);
    String told = out.toString(StandardCharsets.UTF_8);
    assertTrue(told.contains("v1/protocol/cancel  "), told);
    assertTrue(!told.contains("v1/scripted/"), told);
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
}
