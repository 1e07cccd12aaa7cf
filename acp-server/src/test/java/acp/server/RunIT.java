package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One prompt without an editor, through the built image: what a script sees of it. */
@Timeout(180)
class RunIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;

  private Path project = Path.of("");

  private record Ran(int exit, String out, String err) {
    JsonNode json() throws IOException {
      return JSON.readTree(out);
    }
  }

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(home.resolve("project"));
    Files.writeString(project.resolve("notes.md"), "# Notes\n");
  }

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Editor.image().resolve("bin/acp-server").toString());
    command.add("run");
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().put("HOME", home.toString());
    return builder.start();
  }

  private Ran run(String... args) throws Exception {
    return ended(start(args));
  }

  private static Ran ended(Process process) throws Exception {
    process.getOutputStream().close();
    var err =
        CompletableFuture.supplyAsync(() -> text(process.errorReader(StandardCharsets.UTF_8)));
    String out = text(process.inputReader(StandardCharsets.UTF_8));
    assertTrue(process.waitFor(Editor.LIMIT_SECONDS, TimeUnit.SECONDS), "it does not end");
    return new Ran(process.exitValue(), out, err.get(Editor.LIMIT_SECONDS, TimeUnit.SECONDS));
  }

  private static String text(BufferedReader reader) {
    return String.join("\n", reader.lines().toList());
  }

  @Test
  void theAnswerIsAllThereIsOnStdout() throws Exception {
    Ran ran = run("-t", "hello");

    assertEquals(0, ran.exit, ran.err);
    assertEquals("Hello! I am the built-in stand-in of acp-server. How are you?", ran.out);
    assertEquals("", ran.err);
  }

  @Test
  void aSessionThatWasRunIsLoadedByAnEditorAndRunOn() throws Exception {
    Ran ran = run("-t", "edit notes.md", "--mode", "accept_edits", "--output", "json");
    assertEquals(0, ran.exit, ran.err);
    String session = ran.json().path("sessionId").asText();
    assertFalse(Files.readString(project.resolve("notes.md")).startsWith("# Notes"));

    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      JsonNode loaded = editor.load(session, project);

      assertTrue(loaded.has("result"), loaded.toString());
      String replay = String.join("\n", editor.heard());
      assertTrue(replay.contains("edit notes.md"), replay);
      editor.end();
    }
    Ran last = run("-t", "hello", "--resume", "last", "--output", "json");
    assertEquals(session, last.json().path("sessionId").asText(), last.err);
  }

  @Test
  void whatNeedsPermissionIsNotDone() throws Exception {
    Ran refused = run("-t", "run echo hi > made.txt");
    Ran allowed = run("-t", "run echo hi > made.txt", "--allow", "run_command");

    assertEquals(3, refused.exit, refused.err);
    assertTrue(refused.err.contains("needs permission"), refused.err);
    assertEquals(0, allowed.exit, allowed.err);
    assertEquals("hi\n", Files.readString(project.resolve("made.txt")));
  }

  @Test
  void aLimitAndAnErrorHaveCodesOfTheirOwn() throws Exception {
    Ran limit = run("-t", "read notes.md", "--max-requests", "1");
    Ran error = run("-t", "fail 500");

    assertEquals(2, limit.exit, limit.err);
    assertTrue(limit.err.contains("limits.max_turn_requests"), limit.err);
    assertEquals(1, error.exit, error.err);
    assertEquals("", error.out);
    assertTrue(error.err.contains("answered 500"), error.err);
  }

  @Test
  void aStreamIsUpdatesOfTheProtocolAndTheResult() throws Exception {
    Ran ran = run("-t", "read notes.md", "--output", "stream-json");

    List<String> kinds = new ArrayList<>();
    for (String line : ran.out.lines().toList()) {
      kinds.add(JSON.readTree(line).at("/update/sessionUpdate").asText());
    }
    assertTrue(kinds.contains("tool_call"), ran.out);
    assertTrue(kinds.contains("agent_message_chunk"), ran.out);
    JsonNode result = JSON.readTree(ran.out.lines().toList().getLast()).path("result");
    assertEquals("end_turn", result.path("stopReason").asText());
    assertTrue(result.at("/usage/inputTokens").asLong() > 0, ran.out);
  }

  @Test
  void anInterruptCancelsTheTurnAndKeepsWhatWasSaid() throws Exception {
    Process process = start("-t", "slow", "--output", "stream-json");
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (!line.contains("agent_message_chunk")) {
      line = out.readLine();
    }

    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();

    Ran ran = ended(process);
    assertEquals(130, ran.exit, ran.err);
    JsonNode result = JSON.readTree(ran.out.lines().toList().getLast()).path("result");
    assertEquals("cancelled", result.path("stopReason").asText());
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      editor.load(result.path("sessionId").asText(), project);
      assertTrue(String.join("\n", editor.heard()).contains("agent_message_chunk"));
      editor.end();
    }
  }
}
