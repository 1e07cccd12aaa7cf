package acp.tool.terminal;

import static acp.tool.Bench.json;
import static acp.tool.Bench.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Shown;
import acp.tool.Bench;
import acp.tool.Clip;
import acp.tool.Terminals.Command;
import acp.tool.Terminals.Finished;
import acp.tool.ToolResult;
import acp.tool.Workspace;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Real commands: what they print, how they end, and that nothing of them is left. */
@Timeout(20)
class LocalTerminalsTest {
  private static final Duration LONG = Duration.ofSeconds(15);
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** Makes the shell, and all that it starts, hold a pipe for as long as they live. */
  private static final String ALIVE = "exec 9>life; ";

  @TempDir Path folder;
  private final ExecutorService reader =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory()); // they may hang
  @TempDir Path kept;
  private LocalTerminals terminals;
  private Bench bench;

  @BeforeEach
  void make() {
    terminals =
        new LocalTerminals(
            Map.of("PATH", String.valueOf(System.getenv("PATH")), "OPENAI_API_KEY", "secret"),
            Outputs.in(kept));
    bench = new Bench(new Workspace(folder, List.of()), Bench.noFiles(), terminals);
  }

  @AfterEach
  void end() {
    reader.shutdownNow();
  }

  @Test
  void outputThatIsCutIsKeptWholeAndOtherOutputIsNot() {
    Finished longer = run("seq 1 20000", LONG);
    Finished shorter = run("seq 1 2000", LONG);

    String id = String.valueOf(longer.kept());
    Bench reading = new Bench(new Workspace(folder, List.of()), Bench.noFiles(), terminals);
    JsonNode input = json("{'id':'" + id + "','line':9999,'limit':2}");
    ReadOutput tool = new ReadOutput(Outputs.in(kept)); // as a later process would
    String told = now(tool.run(input, now(tool.intend(input, reading)), reading)).told();
    assertEquals("[Lines 9999 to 10000 of 20000; read on with line 10001.]\n9999\n10000", told);
    assertNull(shorter.kept());
  }

  @Test
  void aCommandTellsWhatItPrintedAndHowItEnded() {
    Finished finished = run("echo one; echo two >&2; echo three; exit 3", LONG);

    assertEquals("one\ntwo\nthree\n", finished.output());
    assertEquals(3, finished.exitCode());
    assertFalse(finished.timedOut());
    assertEquals(Shown.Block.text("```\none\ntwo\nthree\n```"), finished.shown());
    assertEquals(finished.output(), String.join("", bench.printed));
  }

  @Test
  void aCommandReadsNothingAndRunsInItsFolder() {
    assertEquals("done\n" + folder + "\n", run("cat; echo done; pwd -P", LONG).output());
  }

  @Test
  void aCommandSeesNoKeys() {
    String seen = run("env", LONG).output();

    assertTrue(seen.contains("TERM=dumb"), seen);
    assertFalse(seen.contains("secret"), seen);
  }

  @Test
  void aCommandMayBeInterruptedAsEverywhere() throws Exception {
    String line = "trap 'echo trapped' INT; kill -s INT $$";
    Process plain = new ProcessBuilder("/bin/sh", "-c", line).start();
    String everywhere = new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // "trapped", but where the build itself was told to ignore the signal, which is inherited.

    assertEquals(everywhere, run(line, LONG).output());
  }

  @Test
  void aSignalIsToldAsShellsDo() {
    assertEquals(143, run("kill -s TERM $$", LONG).exitCode());
  }

  @Test
  void aFolderThatIsGoneIsAFailure() {
    Command command = new Command("true", folder.resolve("gone"), LONG);

    Throwable failure =
        Exceptions.unwrap(
            assertThrows(RuntimeException.class, () -> now(terminals.run(command, bench))));

    assertEquals(
        "The folder " + folder + "/gone does not exist.",
        assertInstanceOf(IOException.class, failure).getMessage());
  }

  @Test
  void longOutputKeepsItsBeginningAndItsEnd() {
    Finished finished =
        run("echo first; i=0; while [ $i -lt 20000 ]; do echo ß$i; i=$((i+1)); done", LONG);

    String output = finished.output();
    assertTrue(output.startsWith("first\nß0\nß1\n"), output);
    assertTrue(output.endsWith("\nß19999\n"), output);
    assertTrue(output.contains(" bytes left out …]"), output);
    assertFalse(output.contains("\uFFFD"), output);
    assertTrue(Clip.bytes(output) < ToolResult.MAX_TOLD);
  }

  @Test
  void aCharacterThatComesInTwoPiecesIsShownWhole() {
    run("printf 'a\\303'; sleep 0.1; printf '\\237b'; printf '\\303'", LONG);

    assertEquals("aßb\uFFFD", String.join("", bench.printed));
    assertFalse(bench.printed.getFirst().contains("\uFFFD"));
  }

  @Test
  void whenItsTimeIsUpEverythingItStartedIsEnded() throws Exception {
    Future<?> gone = whenGone();

    Finished finished = run(ALIVE + "sleep 60 & (sleep 61; true)", SHORT);

    assertTrue(finished.timedOut());
    assertNull(finished.exitCode());
    gone.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whatDoesNotHearIsKilled() throws Exception {
    Future<?> gone = whenGone();

    startAndStop("trap '' TERM; echo started; while :; do sleep 0.1; done");

    gone.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whatMadeAGroupOfItsOwnIsEndedToo() throws Exception {
    Future<?> gone = whenGone();

    startAndStop("setsid sh -c 'echo started; sleep 60'; true");

    gone.get(10, TimeUnit.SECONDS);
  }

  @Test
  void withoutSetsidAnotherWayToAGroupIsFound() throws Exception {
    Future<?> gone = whenGone();
    useOnly("perl", "sleep");

    startAndStop("sleep 60 & echo started; (sleep 61; true)");

    gone.get(10, TimeUnit.SECONDS);
  }

  @Test
  void withoutAGroupTheDescendantsAreEndedOneByOne() throws Exception {
    Future<?> gone = whenGone();
    useOnly("sleep");

    startAndStop("sleep 60 & echo started; (sleep 61; true)");

    gone.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whatIsStartedWhileACommandIsEndedIsEndedToo() throws Exception {
    Future<?> gone = whenGone();
    useOnly("sleep", "seq");

    startAndStop("echo started; for i in $(seq 200); do sleep 60 & done; wait");

    gone.get(10, TimeUnit.SECONDS);
  }

  @Test
  void unsubscribingEndsEverythingAtOnce() throws Exception {
    Future<?> gone = whenGone();

    startAndStop("sleep 60 & echo started; wait");

    gone.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whatItLeavesRunningIsEndedWithIt() throws Exception {
    Future<?> gone = whenGone();

    Finished finished = run(ALIVE + "sleep 60 &", LONG);

    assertEquals(0, finished.exitCode());
    gone.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aDaemonThatHoldsThePipeDoesNotHoldUs() {
    Finished finished = run("(setsid sh -c 'echo $$; exec sleep 30' &); sleep 0.2", LONG);
    long daemon = Long.parseLong(finished.output().strip());
    boolean lived = ProcessHandle.of(daemon).map(ProcessHandle::destroyForcibly).orElse(false);

    assertEquals(0, finished.exitCode());
    assertTrue(lived);
  }

  @Test
  void aTakerThatIsSlowDoesNotStopTheCommand() throws Exception {
    Future<?> gone = whenGone();
    Sinks.Empty<Void> gate = Sinks.empty();
    bench.room = gate.asMono();
    String line = ALIVE + "echo begin; sleep 0.1; yes abcdefg | head -c 400000; echo; echo end";
    Mono<Finished> end = terminals.run(new Command(line, folder, LONG), bench).cache();
    Disposable running = end.subscribe();

    gone.get(10, TimeUnit.SECONDS);
    assertFalse(running.isDisposed());
    gate.tryEmitEmpty();

    assertEquals(0, now(end).exitCode());
    String all = String.join("", bench.printed);
    // What waited, and what was still in the pipe when the command had ended.
    assertTrue(all.length() < 200_000, all.length() + " characters");
    assertTrue(all.contains(" bytes left out …]") && all.endsWith("\nend\n"), all);
  }

  @Test
  void aTakerThatFailsEndsTheCommand() throws Exception {
    Future<?> gone = whenGone();
    bench.room = Mono.error(new IllegalStateException("no disk"));

    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> run(ALIVE + "echo; sleep 60", LONG));

    assertEquals("no disk", failure.getMessage());
    gone.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whenWeAreKilledTheCommandIsEnded() throws Exception {
    Future<?> gone = whenGone();
    Process we =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                RunsOneCommand.class.getName(),
                ALIVE + "sleep 60 & echo started; wait")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    try (BufferedReader printed = we.inputReader()) {
      assertEquals("started", printed.readLine());
      we.destroyForcibly().waitFor();
    }

    gone.get(10, TimeUnit.SECONDS);
  }

  /** Runs commands where no other programs are. */
  private void useOnly(String... programs) throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String program : programs) {
      String found = run("command -v " + program, LONG).output().strip();
      Path script = Files.writeString(bin.resolve(program), "#!/bin/sh\nexec " + found + " \"$@\"");
      assertTrue(script.toFile().setExecutable(true));
    }
    terminals = new LocalTerminals(Map.of("PATH", bin.toString()), Outputs.in(kept));
  }

  /** Unsubscribes as soon as something is printed. */
  private void startAndStop(String line) throws Exception {
    CountDownLatch printed = new CountDownLatch(1);
    bench.room = Mono.fromRunnable(printed::countDown);
    Disposable running = terminals.run(new Command(ALIVE + line, folder, LONG), bench).subscribe();
    assertTrue(printed.await(10, TimeUnit.SECONDS));
    running.dispose();
  }

  private Finished run(String line, Duration limit) {
    return now(terminals.run(new Command(line, folder, limit), bench));
  }

  /**
   * Done when all that {@link #ALIVE} stands before has ended, because a named pipe ends when the
   * last process that holds it does.
   */
  private Future<?> whenGone() throws Exception {
    Path life = folder.resolve("life");
    assertEquals(0, new ProcessBuilder("mkfifo", life.toString()).start().waitFor());
    return reader.submit(() -> Files.readAllBytes(life));
  }
}
