package acp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A prompt without an editor: the answer on stdout, all else on stderr, the rest in the code. */
@Timeout(20)
class RunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final PlayedHost host = new PlayedHost();

  private record Ran(int exit, String out, String err) {}

  private Ran run(String... args) {
    var program =
        new Commands.Program(
            "1.2.3",
            Path.of("/data"),
            Path.of("/config"),
            new NoKeys(),
            host,
            Path.of("/log"),
            Shelf::new,
            List.of(
                new Commands.Flag("--data-dir", "<folder>", "Where."),
                new Commands.Flag("--ephemeral", "", "In memory.")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Commands.run(
            args,
            program,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void onlyWhatIsSaidLastIsTheAnswer() {
    host.says("m1", "Let me look.")
        .update("tool_call", "\"toolCallId\":\"c0\",\"title\":\"Read notes.md\"")
        .update("tool_call_update", "\"toolCallId\":\"c0\",\"status\":\"completed\"")
        .says("m2", "It is ")
        .says("m2", "done.");

    Ran ran = run("run", "-t", "go", "--cwd", folder.toString());

    assertEquals(0, ran.exit, ran.err);
    assertEquals("It is done." + System.lineSeparator(), ran.out);
    assertEquals("- Read notes.md" + System.lineSeparator(), ran.err);
    assertEquals("go", host.params("session/prompt").at("/prompt/0/text").asText());
    assertEquals(folder.toString(), host.params("session/new").path("cwd").asText());
    assertTrue(host.closed);
  }

  @Test
  void noticesGoToStderr() {
    host.update("notice", "\"severity\":\"warning\",\"title\":\"Again\",\"description\":\"why\"")
        .says("m", "ok");

    Ran ran = run("run", "-t", "go");

    assertEquals("ok", ran.out.strip());
    assertEquals("! Again: why", ran.err.strip());
  }

  @Test
  void jsonIsOneObject() throws Exception {
    host.answer =
        """
        {"stopReason":"end_turn","_meta":{"acp-server/usage":{"inputTokens":7,"outputTokens":2}}}""";
    host.says("m", "ok");

    Ran ran = run("run", "-t", "go", "--output", "json");

    JsonNode result = JSON.readTree(ran.out);
    assertEquals("ok", result.path("answer").asText());
    assertEquals("end_turn", result.path("stopReason").asText());
    assertEquals("s1", result.path("sessionId").asText());
    assertEquals(7, result.at("/usage/inputTokens").asInt());
    assertEquals(1, ran.out.lines().count());
  }

  @Test
  void aStreamHasALineForEachUpdateAndOneForTheResult() throws Exception {
    host.says("m", "one").says("m", " two");

    Ran ran = run("run", "-t", "go", "--output=stream-json");

    List<String> lines = ran.out.lines().toList();
    assertEquals(3, lines.size());
    assertEquals(
        "agent_message_chunk",
        JSON.readTree(lines.getFirst()).at("/update/sessionUpdate").asText());
    assertEquals("one two", JSON.readTree(lines.getLast()).at("/result/answer").asText());
  }

  @Test
  void whatWouldBeAskedIsRefusedAndTheCodeSaysSo() throws Exception {
    host.asks("run_command", "rm -rf build")
        .update("tool_call_update", "\"toolCallId\":\"c1\",\"status\":\"failed\"")
        .says("m", "I may not.");

    Ran ran = run("run", "-t", "go", "--output", "json");

    assertEquals(3, ran.exit);
    JsonNode reply = host.heard.getLast();
    assertEquals("no", reply.at("/result/outcome/optionId").asText());
    assertEquals("rm -rf build", JSON.readTree(ran.out).at("/refused/0").asText());
    assertTrue(ran.err.startsWith("- rm -rf build"), ran.err);
    assertTrue(ran.err.contains("refused: rm -rf build (needs permission"), ran.err);
    assertFalse(ran.err.contains("failed:"), ran.err);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run_command               | npm test          | true",
        "run_command: npm test     | npm test          | true",
        "run_command:npm test*     | npm test -- --ci  | true",
        "run_command: npm *        | npm test; rm -rf /| false",
        "run_command: npm *        | npm test && ls    | false",
        "run_command: npm *        | npm run $(x)      | false",
        "run_command: npm test*    | rnpm test         | false",
        "run_command: a; b         | a; b              | true",
        "edit_file                 | npm test          | false",
        "*                         | anything          | true",
        "*: npm test               | npm test          | true",
      })
  void allowPermitsWhatItNamesAndNoMore(String pattern, String title, boolean permitted) {
    host.asks("run_command", title).says("m", "ok");

    Ran ran = run("run", "-t", "go", "--allow", pattern);

    assertEquals(permitted ? 0 : 3, ran.exit, ran.err);
    assertEquals(
        permitted ? "yes" : "no", host.heard.getLast().at("/result/outcome/optionId").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, 0",
    "max_tokens, 2",
    "max_turn_requests, 2",
    "refusal, 3",
    "cancelled, 130",
  })
  void theCodeSaysHowTheTurnEnded(String reason, int code) {
    host.answer = "{\"stopReason\":\"" + reason + "\"}";

    assertEquals(code, run("run", "-t", "go").exit);
  }

  @Test
  void aFailureIsALineOnStderrAndNoAnswer() throws Exception {
    host.says("m", "half an ans");
    host.error =
        "{\"code\":-32603,\"message\":\"The model server is down\",\"data\":{\"kind\":\"server\"}}";

    Ran text = run("run", "-t", "go");
    Ran json = run("run", "-t", "go", "--output", "json");

    assertEquals(1, text.exit);
    assertEquals("", text.out);
    assertEquals("acp-server: The model server is down", text.err.strip());
    assertEquals("server", JSON.readTree(json.out).at("/error/data/kind").asText());
    assertEquals("half an ans", JSON.readTree(json.out).path("answer").asText());
  }

  @Test
  void thePromptMayComeFromAFileOrFromStdin() throws Exception {
    Path file = Files.writeString(folder.resolve("task.md"), "from a file");
    host.input = "from stdin";

    run("run", "-i", file.toString());
    assertEquals("from a file", host.params("session/prompt").at("/prompt/0/text").asText());
    run("run", "-");
    assertEquals("from stdin", host.params("session/prompt").at("/prompt/0/text").asText());
    run("run", "-i", "-");
    assertEquals("from stdin", host.params("session/prompt").at("/prompt/0/text").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "run -t",
        "run hello",
        "run -t a -",
        "run -i /no/such/file",
        "run -t a --output yaml",
        "run -t a --cwd /no/such/folder",
        "run -t a --no-such-option",
      })
  void whatCannotBeRunIsOneLineAndAOne(String line) {
    Ran ran = run(line.split(" ", -1));

    assertEquals(1, ran.exit);
    assertEquals("", ran.out);
    assertEquals(1, ran.err.lines().count(), ran.err);
    assertTrue(ran.err.strip().endsWith("Try: acp-server run --help"), ran.err);
  }

  @Test
  void theServersFlagsStandBeforeTheCommandAndItsOwnCountMore() {
    run("--data-dir", "/d", "--ephemeral", "run", "-t", "x", "--mode=auto", "--max-requests=3");

    assertEquals(
        Map.of("data-dir", "/d", "ephemeral", "true", "mode", "auto", "max-turn-requests", "3"),
        host.flags);
  }

  @Test
  void aSessionIsResumedByItsIdAndSet() {
    run("run", "-t", "x", "--resume", "s9", "--mode", "auto");

    assertEquals("s9", host.params("session/resume").path("sessionId").asText());
    assertEquals("auto", host.params("session/set_config_option").path("value").asText());
    assertEquals("s9", host.params("session/prompt").path("sessionId").asText());
  }

  @Test
  void theLastSessionOfTheFolderIsResumed() {
    host.sessions = "{\"sessions\":[{\"sessionId\":\"s7\"},{\"sessionId\":\"s6\"}]}";

    run("run", "-t", "x", "--resume", "last", "--cwd", folder.toString());

    assertEquals(folder.toString(), host.params("session/list").path("cwd").asText());
    assertEquals("s7", host.params("session/prompt").path("sessionId").asText());
  }

  @Test
  void whereThereIsNoLastSessionThatIsTheError() {
    Ran ran = run("run", "-t", "x", "--resume", "last", "--cwd", folder.toString());

    assertEquals(1, ran.exit);
    assertTrue(ran.err.contains("there is no session of " + folder), ran.err);
  }
}
