package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image that ships behaves as an editor, a shell and an operating system expect. */
@Timeout(120)
class LauncherIT {
  @TempDir Path home;

  private record Ran(int exit, List<String> out, List<String> err) {}

  /** Runs the launcher with {@code input} on stdin, to its end. */
  private Ran run(Path launcher, Map<String, String> env, String input, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    Path in = Files.writeString(Files.createTempFile(home, "in", ""), input);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(env);
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "does not end");
    return new Ran(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
  }

  private static Path launcher() {
    return Editor.image().resolve("bin/acp-server");
  }

  /** One for each of the five lines, and the commands behind the new session. */
  private static final int ANSWERS = 6;

  private String fiveLines() {
    return """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1}}
        {"jsonrpc":"2.0","id":2,"method":"session/new","params":{"cwd":"%s","mcpServers":[]}}
        {"jsonrpc":"2.0","id":3,"method":
        {"jsonrpc":"2.0","id":4,"method":"session/list"}
        {"jsonrpc":"2.0","id":5,"method":"no/such"}
        """
        .formatted(home);
  }

  @Test
  void whatIsSlowToLoadWaitsUntilAfterTheFirstAnswer() throws Exception {
    Path log = home.resolve("inits");

    run(
        launcher(),
        Map.of("ACP_SERVER_JAVA_OPTIONS", "-Xlog:class+init=info:file=" + log),
        fiveLines());

    List<String> begun =
        Files.readAllLines(log).stream()
            .map(line -> line.replaceFirst(".*Initializing '", "").replaceFirst("'.*", ""))
            .toList();
    int answer = begun.indexOf("acp/surface/v1/GreetingV1");
    assertTrue(answer > 0, "no answer among " + begun.size());
    for (String later :
        List.of(
            "com/fasterxml/jackson/databind/ObjectMapper",
            "reactor/core/publisher/Flux",
            "org/sqlite/JDBC",
            "acp/agent/AgentLoop")) {
      assertTrue(begun.indexOf(later) > answer, later + " does not wait");
    }
    assertFalse(begun.contains("java/math/BigDecimal"), "14 ms for nothing");
    assertTrue(begun.stream().noneMatch(name -> name.contains("$$TypeSwitch")), "18 ms for one");
  }

  @Test
  void fiveLinesThroughAPipeAreAnsweredAndNothingElseIsSaid() throws Exception {
    Ran ran = run(launcher(), Map.of(), fiveLines());

    assertEquals(0, ran.exit);
    assertEquals(List.of(), ran.err);
    assertEquals(ANSWERS, ran.out.size());
    String all = String.join("\n", ran.out);
    assertTrue(all.contains("\"id\":1,\"result\":{\"protocolVersion\":1"), all);
    assertTrue(all.contains("\"id\":2,\"result\":{\"sessionId\""), all);
    assertTrue(all.contains("\"sessionUpdate\":\"available_commands_update\""), all);
    assertTrue(all.contains("\"id\":null,\"error\":{\"code\":-32700"), all);
    assertTrue(all.contains("\"id\":4,\"result\":{\"sessions\":[{\"sessionId\""), all);
    assertTrue(all.contains("\"id\":5,\"error\":{\"code\":-32601"), all);
  }

  @Test
  void storeAndLogAreTheUsersAlone() throws Exception {
    run(launcher(), Map.of(), fiveLines());

    Path data = home.resolve(".local/share/acp-server");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
    for (Path folder : List.of(data, home.resolve(".local/state/acp-server"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          assertEquals(
              "rw-------",
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
              file.toString());
        }
      }
    }
  }

  @Test
  void aMissingCacheCostsTimeAndNothingElse() throws Exception {
    Path copy = copy(Editor.image(), home.resolve("copied image"));
    Files.delete(copy.resolve("lib/acp-server.aot"));

    Ran ran = run(copy.resolve("bin/acp-server"), Map.of(), fiveLines());

    assertEquals(0, ran.exit);
    assertEquals(List.of(), ran.err);
    assertEquals(ANSWERS, ran.out.size());
  }

  @Test
  void aBrokenCacheCostsTimeAndNothingElse() throws Exception {
    Path copy = copy(Editor.image(), home.resolve("image"));
    Files.writeString(copy.resolve("lib/acp-server.aot"), "not a cache");

    Ran ran = run(copy.resolve("bin/acp-server"), Map.of(), fiveLines());

    assertEquals(0, ran.exit);
    assertEquals(List.of(), ran.err);
    assertEquals(ANSWERS, ran.out.size());
  }

  @Test
  void aCopyThatLostItsTimesGetsThemBack() throws Exception {
    Path copy = copy(Editor.image(), home.resolve("image"));
    Path jar = copy.resolve("lib/acp-server.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));

    FileTime trained = Files.getLastModifiedTime(Editor.image().resolve("lib/acp-server.jar"));
    // It is done beside the work, so a short run may end before it.
    for (int i = 0; i < 20 && !Files.getLastModifiedTime(jar).equals(trained); i++) {
      run(copy.resolve("bin/acp-server"), Map.of(), fiveLines());
    }

    assertEquals(trained, Files.getLastModifiedTime(jar));
  }

  @Test
  void itRunsThroughALinkAndIgnoresOptionsForOtherJvms() throws Exception {
    Path link = Files.createSymbolicLink(home.resolve("linked"), launcher());

    Ran ran =
        run(
            link,
            Map.of("JAVA_TOOL_OPTIONS", "-Xmx1m", "JDK_JAVA_OPTIONS", "-version"),
            fiveLines());

    assertEquals(0, ran.exit);
    assertEquals(List.of(), ran.err);
  }

  @Test
  void withNothingButAPathItReadsFilesWithForeignNames() throws Exception {
    Path project = Files.createDirectory(home.resolve("projekt-ü中"));
    Files.writeString(project.resolve("ü中.txt"), "grüße\n");

    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      String session = editor.open(project);
      JsonNode answer = editor.prompt(session, "read ü中.txt");

      assertEquals("end_turn", answer.at("/result/stopReason").asText());
      assertTrue(
          editor.heard().stream().anyMatch(line -> line.contains("grüße")),
          editor.heard().toString());
      assertEquals(0, editor.end());
    }
  }

  @Test
  void theWordAcpAndFlagsAreUnderstood() throws Exception {
    Path data = home.resolve("elsewhere");

    Ran ran = run(launcher(), Map.of(), fiveLines(), "acp", "--data-dir", data.toString());

    assertEquals(0, ran.exit);
    assertTrue(Files.exists(data.resolve("sessions.db")));
  }

  @Test
  void anUnknownFlagIsOneLineOnStderrAndExitCodeTwo() throws Exception {
    Ran ran = run(launcher(), Map.of(), "", "--frobnicate");

    assertEquals(2, ran.exit);
    assertEquals(1, ran.err.size(), ran.err.toString());
    assertEquals(List.of(), ran.out);
  }

  @Test
  void aModeThatDoesNotExistIsRefusedWithThoseThatDo() throws Exception {
    Ran ran = run(launcher(), Map.of("ACP_SERVER_MODE", "yolo"), fiveLines());

    assertEquals(2, ran.exit);
    assertEquals(1, ran.err.size(), ran.err.toString());
    assertTrue(ran.err.getFirst().contains("accept_edits"));
  }

  @Test
  void helpNamesTheLogAndVersionTheVersion() throws Exception {
    Ran help = run(launcher(), Map.of(), "", "--help");
    Ran version = run(launcher(), Map.of(), "", "--version");

    assertEquals(0, help.exit);
    assertTrue(
        String.join("\n", help.out).contains(home.resolve(".local/state/acp-server").toString()),
        help.out.toString());
    assertEquals(List.of("acp-server " + Version.NUMBER), version.out);
  }

  @Test
  void aSettingsFileThatIsNotTomlIsNamedWithItsLine() throws Exception {
    Path config = home.resolve(".config/acp-server/config.toml");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "model = \"scripted/default\"\nmode = [");

    Ran ran = run(launcher(), Map.of(), fiveLines());

    assertEquals(2, ran.exit);
    assertTrue(ran.err.getFirst().contains("config.toml"), ran.err.toString());
  }

  @Test
  void sigtermInMidTurnAnswersThePromptAndEndsInTime() throws Exception {
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      String session = editor.open(home);
      int prompt = editor.sendPrompt(session, "slow");
      editor.awaitUpdate("agent_message_chunk");

      editor.process().toHandle().destroy();

      JsonNode answer = editor.answerTo(prompt);
      assertEquals("cancelled", answer.at("/result/stopReason").asText());
      assertEquals(143, editor.awaitExit());
      assertEquals("", editor.errors());
    }
  }

  @Test
  void anEditorThatNoLongerReadsEndsTheProcess() throws Exception {
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      String session = editor.open(home);
      editor.sendPrompt(session, "slow");
      editor.awaitUpdate("agent_message_chunk");

      editor.process().getInputStream().close();

      assertEquals(1, editor.awaitExit());
      assertEquals("", editor.errors());
    }
  }

  @Test
  void aSecondProcessThatLoadsALiveSessionDisturbsNothing() throws Exception {
    try (Editor first = Editor.start(home);
        Editor second = Editor.start(home)) {
      first.initialize();
      second.initialize();
      String session = first.open(home);
      int prompt = first.sendPrompt(session, "stream n=300 size=20 delay=5");
      first.awaitUpdate("agent_message_chunk");

      JsonNode loaded = second.load(session, home);
      JsonNode listed = second.ask("session/list", Editor.object().put("cwd", home.toString()));

      assertTrue(loaded.has("result"), loaded.toString());
      assertEquals(session, listed.at("/result/sessions/0/sessionId").asText());
      assertEquals("end_turn", first.answerTo(prompt).at("/result/stopReason").asText());
      assertEquals("end_turn", first.prompt(session, "hello").at("/result/stopReason").asText());
    }
  }

  @Test
  void anEmptySessionIsListedAndLoadedByALaterProcess() throws Exception {
    String session;
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      session = editor.open(home);
      assertEquals(0, editor.end());
    }

    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      JsonNode listed = editor.ask("session/list", Editor.object());
      JsonNode loaded = editor.load(session, home);

      assertEquals(session, listed.at("/result/sessions/0/sessionId").asText());
      assertTrue(loaded.has("result"));
    }
  }

  @Test
  void aCommandDiesWithUs() throws Exception {
    Path pid = home.resolve("pid");
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      String session = editor.open(home);
      editor.sendPrompt(session, "run echo $$ > " + pid + "; echo started; sleep 600");
      editor.await(message -> message.toString().contains("started\\n"));
      long command = Long.parseLong(Files.readString(pid).strip());
      ProcessHandle running = ProcessHandle.of(command).orElseThrow();

      editor.kill();

      running.onExit().get(5, TimeUnit.SECONDS);
      assertFalse(running.isAlive());
    }
  }

  @Test
  void keysNeverReachACommand() throws Exception {
    Map<String, String> env = Map.of("OPENAI_API_KEY", "sk-very-secret");
    try (Editor editor = Editor.start(launcher(), home, env, "--model=scripted/default")) {
      editor.initialize();
      String session = editor.open(home);
      editor.prompt(session, "run env");
      editor.end();

      assertFalse(editor.heard().toString().contains("very-secret"));
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("very-secret"),
            file.toString());
      }
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }
}
