package acp.tool.terminal;

import static acp.tool.Bench.json;
import static acp.tool.Bench.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Fence;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Bench;
import acp.tool.Intent;
import acp.tool.Terminals;
import acp.tool.ToolResult;
import acp.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** What a command is shown as, and what the model is told of it. */
@Timeout(5)
class RunCommandTest {
  @TempDir Path folder;
  private final List<Terminals.Command> commands = new ArrayList<>();
  private final RunCommand tool = new RunCommand();
  private Mono<Terminals.Finished> end = finished("", 0, false);
  private Bench bench;

  @BeforeEach
  void make() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    bench =
        new Bench(
            new Workspace(folder, List.of()),
            Bench.noFiles(),
            (command, context) -> {
              commands.add(command);
              return end;
            });
  }

  @Test
  void theTitleIsTheCommandAndSoIsWhatMayAlwaysBeDone() {
    Intent intent = now(tool.intend(json("{'command':' npm test\\n'}"), bench));

    assertEquals("npm test", intent.title());
    assertEquals("npm test", intent.subject());
    assertEquals(ToolKind.EXECUTE, intent.kind());
    assertEquals(Risk.EXECUTE, intent.risk());
    assertEquals(List.of(), intent.shown());
    assertEquals(List.of(), commands);
  }

  @Test
  void aCommandOfManyLinesIsShownWhole() {
    Intent intent = now(tool.intend(json("{'command':'a\\nb'}"), bench));

    assertEquals("a↵b", intent.title());
    assertEquals(List.of(Shown.Block.text("```sh\na\nb\n```")), intent.shown());
    assertEquals("a\nb", intent.subject());
  }

  @Test
  void theSameCommandElsewhereIsAnotherDeed() {
    Intent intent = now(tool.intend(json("{'command':'npm test','cwd':'sub'}"), bench));

    assertEquals("npm test (in sub)", intent.subject());
    assertEquals(new Intent.Command("npm test", folder.resolve("sub")), intent.command());
  }

  @Test
  void theCommandIsRunAsAsked() {
    run("{'command':'npm test','cwd':'sub','timeout_seconds':'7'}");
    run("{'command':'npm test'}");

    assertEquals(
        List.of(
            new Terminals.Command("npm test", folder.resolve("sub"), Duration.ofSeconds(7)),
            new Terminals.Command("npm test", folder, Duration.ofMinutes(2))),
        commands);
  }

  @Test
  void theModelIsToldHowItEndedAndWhatItPrinted() {
    end = finished("fine\n", 0, false);
    assertEquals("Exit code 0.\nfine\n", run("{'command':'a'}").told());

    end = finished("", 0, false);
    assertEquals("Exit code 0.\nIt printed nothing.", run("{'command':'a'}").told());

    end = finished("bad\n", 137, false);
    ToolResult killed = run("{'command':'a'}");
    assertTrue(killed.failed());
    assertEquals("Exit code 137 (signal 9).\nbad\n", killed.told());
    assertEquals(
        List.of(Fence.around("bad\n"), Shown.Block.text("Exit code 137 (signal 9).")),
        killed.shown());

    end = finished("so far", null, true);
    assertEquals(
        "Its time of 120 s was up, so it and all it started were ended.\nso far",
        run("{'command':'a'}").told());
  }

  @Test
  void theModelIsToldHowToReadWhatWasCut() {
    end = Mono.just(new Terminals.Finished("a\n", 0, false, Fence.around("a\n"), "00ff"));

    assertEquals(
        "Exit code 0. Not all of its output is below; read_output reads the rest, by the id"
            + " \"00ff\".\na\n",
        run("{'command':'a'}").told());
  }

  @Test
  void aCommandThatCouldNotBeStartedIsAFailure() {
    end = Mono.error(new IOException("No shell."));

    ToolResult result = run("{'command':'a'}");

    assertTrue(result.failed());
    assertEquals("No shell.", result.told());
  }

  @Test
  void whatCannotBeRunIsRefusedInWords() {
    assertRefused("`command` must not be empty.", "{'command':' '}");
    assertRefused("`command` must not contain a NUL character.", "{'command':'a\\u0000'}");
    assertRefused("No such folder: gone", "{'command':'a','cwd':'gone'}");
    assertRefused("The path \"..\" is outside the workspace.", "{'command':'a','cwd':'..'}");
    assertRefused(
        "`timeout_seconds` must be a whole number from 1 to 1800.",
        "{'command':'a','timeout_seconds':0}");
    assertFalse(commands.iterator().hasNext());
  }

  private ToolResult run(String input) {
    return now(tool.run(json(input), now(tool.intend(json(input), bench)), bench));
  }

  private void assertRefused(String sentence, String input) {
    AcpException refusal =
        assertThrows(AcpException.class, () -> now(tool.intend(json(input), bench)));
    assertEquals(sentence, refusal.getMessage());
  }

  private static Mono<Terminals.Finished> finished(
      String output, @Nullable Integer code, boolean timedOut) {
    return Mono.just(new Terminals.Finished(output, code, timedOut, Fence.around(output)));
  }
}
