package acp.tool.terminal;

import acp.event.Fence;
import acp.event.Risk;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Blocking;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.OneLine;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads what a command printed, beyond the part that its call told. */
public final class ReadOutput implements Tool {
  private static final int ROOM = ToolResult.MAX_TOLD - 512;
  private static final int MOST_TAIL = 10_000;
  private static final int MOST_FOUND = 200;
  private static final int LONGEST_TEXT = 1_000;

  private final Outputs outputs;

  public ReadOutput(Outputs outputs) {
    this.outputs = outputs;
  }

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
        "read_output",
        "Reads the whole output of a command that run_command told in part, by the id that it"
            + " named: lines from one on, the last ones, or those that contain a text. At most"
            + " 64 KiB are returned at once. It is kept for a week.",
        """
        {"type": "object", "required": ["id"], "properties": {
          "id": {"type": "string", "description": "as run_command named it"},
          "line": {"type": "integer", "minimum": 1, "description": "first line to read; 1 if left out"},
          "limit": {"type": "integer", "minimum": 1, "description": "how many lines; all if left out"},
          "tail": {"type": "integer", "minimum": 1, "maximum": 10000,
            "description": "read the last so many lines instead"},
          "search": {"type": "string",
            "description": "return the lines that contain this text instead, at most 200, each with its number"}}}
        """,
        true);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Mono.fromSupplier(
        () -> {
          Request request = Request.of(input);
          return new Intent(
              "Read output " + OneLine.of(request.id),
              ToolKind.READ,
              Risk.NONE,
              List.of(),
              List.of(),
              "");
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return Blocking.call(() -> read(Request.of(input)))
        .onErrorResume(
            IOException.class,
            unreadable -> Mono.just(ToolResult.failure("This output cannot be read any more.")));
  }

  private ToolResult read(Request request) throws IOException {
    Path file = outputs.find(request.id);
    if (file == null) {
      return ToolResult.failure(
          "No output is kept as \"" + OneLine.of(request.id) + "\". Run the command again.");
    }
    String text = request.search;
    if (text != null) {
      KeptLines found = KeptLines.with(text, file, MOST_FOUND, ROOM);
      return told(found, "[" + found(found, text) + "]");
    }
    KeptLines lines =
        request.tail > 0
            ? KeptLines.last(file, request.tail, ROOM)
            : KeptLines.from(file, request.line, request.limit, ROOM);
    if (lines.lines().isEmpty()) {
      return ToolResult.failure(
          "The output has " + lines.count() + " lines; " + request.line + " is past its end.");
    }
    long last = lines.first() + lines.lines().size() - 1;
    String more = last < lines.count() ? "; read on with line " + (last + 1) : "";
    return told(
        lines, "[Lines " + lines.first() + " to " + last + " of " + lines.count() + more + ".]");
  }

  private static String found(KeptLines found, String text) {
    if (found.count() == 0) {
      return "No line contains \"" + OneLine.of(text) + "\".";
    }
    String all = found.count() == 1 ? "1 line contains it" : found.count() + " lines contain it";
    return found.lines().size() < found.count()
        ? all + "; these are the first " + found.lines().size() + "."
        : all + ".";
  }

  private static ToolResult told(KeptLines lines, String note) {
    String text = String.join("\n", lines.lines());
    return new ToolResult(
        false,
        text.isEmpty() ? note : note + "\n" + text,
        List.of(Fence.around(note + "\n" + text)));
  }

  /**
   * What is asked for.
   *
   * @param tail 0 if not the last lines are asked for
   * @param search null if not a search is asked for
   */
  private record Request(String id, long line, int limit, int tail, @Nullable String search) {
    /** Throws an {@link AcpException} (invalid params) fit for the model. */
    static Request of(JsonNode json) {
      Input input = new Input(json);
      String search = input.optionalText("search");
      if (search != null && search.length() > LONGEST_TEXT) {
        throw input.wrong("search", "`search` is longer than " + LONGEST_TEXT + " characters.");
      }
      return new Request(
          input.filledText("id"),
          input.number("line", 1, 1, Integer.MAX_VALUE),
          input.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
          input.number("tail", 0, 1, MOST_TAIL),
          search == null || search.isEmpty() ? null : search);
    }
  }
}
