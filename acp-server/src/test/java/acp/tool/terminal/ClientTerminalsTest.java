package acp.tool.terminal;

import static acp.tool.Bench.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Fence;
import acp.event.SessionId;
import acp.event.Shown;
import acp.protocol.ErrorCode;
import acp.session.Client;
import acp.tool.Bench;
import acp.tool.Clip;
import acp.tool.ListClient;
import acp.tool.Terminals;
import acp.tool.Terminals.Command;
import acp.tool.Terminals.Finished;
import acp.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Terminals of the editor's, and that each is released exactly once on every path. */
@Timeout(10)
class ClientTerminalsTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Path HERE = Path.of("/here");
  private static final Finished LOCAL = new Finished("local", 0, false, Fence.around("local"));

  private final ListClient client = new ListClient();
  private final Terminals local = (command, context) -> Mono.just(LOCAL);
  private final Terminals terminals =
      new ClientTerminals(client, new SessionId("s"), local, Outputs.temporary());
  private final Bench bench = new Bench(new Workspace(HERE, List.of()), Bench.noFiles(), terminals);

  @BeforeEach
  void offer() {
    client.terminals = true;
  }

  @Test
  void anEditorThatOffersNoneIsNotAsked() {
    client.terminals = false;

    assertEquals(LOCAL, now(run("npm test", LONG)));
    assertEquals(List.of(), client.calls);
  }

  @Test
  void aTerminalIsShownWaitedForReadAndReleased() {
    client.creation.tryEmitValue(client.terminal());
    client.exit.tryEmitValue(new Client.Exit(2, null));
    client.output = Mono.just(new Client.Output("two failed\n", false, null));

    Finished finished = now(run("npm test", LONG));

    assertEquals(
        new Finished("two failed\n", 2, false, new Shown.Terminal("term-1", "two failed\n")),
        finished);
    assertEquals(List.of("create npm", "wait", "output", "release"), client.calls);
    assertEquals(List.of(List.of(new Shown.Terminal("term-1", ""))), bench.shown);
  }

  @Test
  void plainWordsAreSentAsWordsAndEverythingElseByTheShell() {
    assertEquals(
        List.of("npm", "run", "test:unit", "--", "-x=1"), words("npm run test:unit -- -x=1"));
    for (String line :
        List.of(
            "a | b", "A=1 b", "cd x", "echo $HOME", "ls *", "echo 'a'", "a; b", "~/x", "a\nb")) {
      assertEquals(List.of("/bin/sh", "-c", line), words(line));
    }
  }

  @Test
  void aBeginningThatTheEditorDroppedIsSaid() {
    client.creation.tryEmitValue(client.terminal());
    client.exit.tryEmitValue(new Client.Exit(null, null));
    client.output = Mono.just(new Client.Output("end", true, new Client.Exit(0, null)));

    Finished finished = now(run("yes", LONG));

    assertEquals("[… the beginning was left out …]\nend", finished.output());
    assertEquals(0, finished.exitCode());
  }

  @Test
  void whenItsTimeIsUpTheCommandIsKilledReadAndReleased() {
    client.creation.tryEmitValue(client.terminal());
    client.output = Mono.just(new Client.Output("so far", false, null));

    Finished finished = now(run("npm test", Duration.ofMillis(50)));

    assertTrue(finished.timedOut());
    assertNull(finished.exitCode());
    assertEquals("so far", finished.output());
    assertEquals(List.of("create npm", "wait", "kill", "output", "kill", "release"), client.calls);
  }

  @Test
  void aTerminalThatCannotBeMadeIsReplacedByALocalOne() {
    for (ErrorCode code : List.of(ErrorCode.INTERNAL_ERROR, ErrorCode.METHOD_NOT_FOUND)) {
      ListClient refusing = new ListClient();
      refusing.terminals = true;
      refusing.creation.tryEmitError(ListClient.failure(code));

      Terminals own = new ClientTerminals(refusing, new SessionId("s"), local, Outputs.temporary());

      assertEquals(LOCAL, now(own.run(new Command("npm test", HERE, LONG), bench)));
      assertEquals(List.of("create npm"), refusing.calls);
    }
  }

  @Test
  void aTerminalThatTheEditorLostIsKilledAndReleased() {
    client.creation.tryEmitValue(client.terminal());
    client.exit.tryEmitError(ListClient.failure(ErrorCode.INTERNAL_ERROR));

    assertLost("(Internal error). The command may have run.", run("npm test", LONG));
    assertEquals(List.of("create npm", "wait", "kill", "release"), client.calls);
  }

  @Test
  void outputThatIsCutIsKeptWhole(@TempDir Path kept) throws IOException {
    client.creation.tryEmitValue(client.terminal());
    client.exit.tryEmitValue(new Client.Exit(0, null));
    String all = "some words\n".repeat(10_000);
    client.output = Mono.just(new Client.Output(all, false, null));
    Outputs outputs = Outputs.in(kept);
    Terminals own = new ClientTerminals(client, new SessionId("s"), local, outputs);

    Finished finished = now(own.run(new Terminals.Command("npm test", HERE, LONG), bench));

    assertTrue(Clip.bytes(finished.output()) <= ClientTerminals.MOST_TOLD);
    Path file = Objects.requireNonNull(outputs.find(String.valueOf(finished.kept())), "kept");
    assertEquals(all, Files.readString(file));
  }

  @Test
  void outputThatCannotBeReadDoesNotLoseTheExitCode() {
    client.creation.tryEmitValue(client.terminal());
    client.exit.tryEmitValue(new Client.Exit(0, null));
    client.output = Mono.error(ListClient.failure(ErrorCode.INTERNAL_ERROR));

    assertEquals(0, now(run("npm test", LONG)).exitCode());
    assertEquals(List.of("create npm", "wait", "output", "release"), client.calls);
  }

  @Test
  void unsubscribingKillsAndReleasesAtOnce() {
    client.creation.tryEmitValue(client.terminal());
    Disposable running = run("npm test", LONG).subscribe();
    client.waiting.asMono().block(LONG);

    running.dispose();

    assertEquals(List.of("create npm", "wait", "kill", "release"), client.calls);
  }

  @Test
  void aTerminalThatIsMadeAfterTheEndIsReleasedThen() {
    Disposable running = run("npm test", LONG).subscribe();
    running.dispose();
    assertEquals(List.of("create npm"), client.calls);

    client.creation.tryEmitValue(client.terminal());

    assertEquals(List.of("create npm", "kill", "release"), client.calls);
  }

  @Test
  void aTerminalThatCannotBeShownIsReleased() {
    client.creation.tryEmitValue(client.terminal());
    bench.showing = Mono.error(new IllegalStateException("no disk"));

    assertThrows(IllegalStateException.class, () -> now(run("npm test", LONG)));

    assertEquals(List.of("create npm", "kill", "release"), client.calls);
  }

  private Mono<Finished> run(String line, Duration limit) {
    return terminals.run(new Command(line, HERE, limit), bench);
  }

  private static List<String> words(String line) {
    return CommandWords.of(line);
  }

  private static void assertLost(String ending, Mono<?> work) {
    Throwable failure = Exceptions.unwrap(assertThrows(RuntimeException.class, () -> now(work)));
    String message = String.valueOf(assertInstanceOf(IOException.class, failure).getMessage());
    assertTrue(message.endsWith(ending), message);
  }
}
