package acp.tool.terminal;

import acp.event.Fence;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Blocking;
import acp.tool.Clip;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.OneLine;
import acp.tool.Terminals;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Runs a command line and tells how it ended and what it printed. */
public final class RunCommand implements Tool {
  private static final int STANDARD_SECONDS = 120;
  private static final int MOST_SECONDS = 1800;

  /** Bytes; the system passes at most 128 KiB as one argument. */
  private static final int LONGEST_LINE = 64 * 1024;

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
        "run_command",
        "Runs a command line with /bin/sh and returns its exit code and what it printed, both"
            + " streams together. It reads no input. When it ends, or its time is up, everything"
            + " it started is ended too, so it cannot leave a server running. Of long output the"
            + " beginning and the end are returned, and an id by which read_output reads all.",
        """
        {"type": "object", "required": ["command"], "properties": {
          "command": {"type": "string", "description": "the command line"},
          "cwd": {"type": "string", "description": "folder to run it in; the working directory if left out"},
          "timeout_seconds": {"type": "integer", "minimum": 1, "maximum": 1800,
            "description": "time limit; 120 if left out"}}}
        """,
        false);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Blocking.call(
        () -> {
          Terminals.Command command = command(input, context);
          String line = command.line();
          String title = OneLine.of(line);
          return new Intent(
                  title,
                  ToolKind.EXECUTE,
                  Risk.EXECUTE,
                  List.of(),
                  title.equals(line) ? List.of() : List.of(Fence.around(line, "sh")),
                  subject(command, context))
              .running(line, command.cwd());
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return Blocking.call(() -> command(input, context))
        .flatMap(
            command ->
                context
                    .terminals()
                    .run(command, context)
                    .map(finished -> result(finished, command.timeLimit())))
        .onErrorResume(
            failure -> failure instanceof IOException || failure instanceof AcpException,
            failure -> Mono.just(ToolResult.failure(String.valueOf(failure.getMessage()))));
  }

  /** The same line elsewhere is another deed. */
  private static String subject(Terminals.Command command, ToolContext context) {
    return command.cwd().equals(context.workspace().cwd())
        ? command.line()
        : command.line() + " (in " + context.workspace().show(command.cwd()) + ")";
  }

  private static Terminals.Command command(JsonNode json, ToolContext context) {
    Input input = new Input(json);
    String line = input.filledText("command").strip();
    if (line.indexOf('\0') >= 0) {
      throw input.wrong("command", "`command` must not contain a NUL character.");
    }
    if (Clip.bytes(line) > LONGEST_LINE) {
      throw input.wrong("command", "`command` is longer than 64 KiB; write it to a file first.");
    }
    String folder = input.optionalText("cwd");
    Path cwd = folder == null ? context.workspace().cwd() : context.workspace().resolve(folder);
    if (!Files.isDirectory(cwd)) {
      throw input.wrong("cwd", "No such folder: " + context.workspace().show(cwd));
    }
    int seconds = input.number("timeout_seconds", STANDARD_SECONDS, 1, MOST_SECONDS);
    return new Terminals.Command(line, cwd, Duration.ofSeconds(seconds));
  }

  private static ToolResult result(Terminals.Finished finished, Duration timeLimit) {
    String ending = ending(finished, timeLimit);
    boolean failed = !Integer.valueOf(0).equals(finished.exitCode());
    List<Shown> shown = new ArrayList<>(List.of(finished.shown()));
    if (failed) {
      shown.add(Shown.Block.text(ending));
    }
    String output = finished.output();
    String kept =
        finished.kept() == null
            ? ""
            : " Not all of its output is below; read_output reads the rest, by the id \""
                + finished.kept()
                + "\".";
    return new ToolResult(
        failed, ending + kept + "\n" + (output.isEmpty() ? "It printed nothing." : output), shown);
  }

  private static String ending(Terminals.Finished finished, Duration timeLimit) {
    if (finished.timedOut()) {
      return "Its time of "
          + timeLimit.toSeconds()
          + " s was up, so it and all it started were ended.";
    }
    @Nullable Integer code = finished.exitCode();
    if (code == null) {
      return "It was ended by a signal.";
    }
    return "Exit code "
        + code
        + (code > 128 && code < 160 ? " (signal " + (code - 128) + ")." : ".");
  }
}
