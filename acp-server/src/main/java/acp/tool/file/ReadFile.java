package acp.tool.file;

import acp.event.Fence;
import acp.event.Location;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.tool.Blocking;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Reads a text file of the workspace, as the editor has it. The text comes without line numbers, so
 * that what the model copies from it is found again by {@link EditFile}.
 */
public final class ReadFile implements Tool {

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
        "read_file",
        "Reads a text file of the workspace and returns its text as it is, without line numbers."
            + " Sees what is unsaved in the editor. At most 64 KiB are returned at once; a note"
            + " at the top then says how to read on.",
        """
        {"type": "object", "required": ["path"], "properties": {
          "path": {"type": "string", "description": "absolute, or relative to the working directory"},
          "line": {"type": "integer", "minimum": 1, "description": "first line to read; 1 if left out"},
          "limit": {"type": "integer", "minimum": 1, "description": "how many lines; all if left out"}}}
        """,
        true);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Blocking.call(
        () -> {
          Request request = Request.of(input, context);
          Integer line = request.line == 1 ? null : request.line;
          return new Intent(
              "Read " + context.workspace().show(request.path),
              ToolKind.READ,
              Risk.NONE,
              List.of(new Location(request.path.toString(), line)),
              List.of(),
              "");
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return Failures.told(
        Blocking.call(() -> Request.of(input, context))
            .flatMap(
                request ->
                    context
                        .files()
                        .readText(request.path)
                        .map(text -> told(text, request, context))
                        .onErrorMap(
                            IOException.class,
                            failure -> Failures.refusal(failure, request.path, context))));
  }

  private static ToolResult told(String text, Request request, ToolContext context) {
    String name = context.workspace().show(request.path);
    if (text.isEmpty()) {
      return ToolResult.text(name + " is empty.");
    }
    Excerpt excerpt = Excerpt.of(text, request.line, request.limit);
    if (excerpt.last() < request.line) {
      return ToolResult.failure(
          name + " has " + excerpt.lines() + " lines; line " + request.line + " is past its end.");
    }
    List<Shown> shown = new ArrayList<>();
    if (!excerpt.note().isEmpty()) {
      shown.add(Shown.Block.text(excerpt.note()));
    }
    shown.add(Fence.around(excerpt.text()));
    return new ToolResult(false, excerpt.told(), shown);
  }

  private record Request(Path path, int line, int limit) {
    static Request of(JsonNode json, ToolContext context) {
      Input input = new Input(json);
      return new Request(
          context.workspace().resolve(input.filledText("path")),
          input.number("line", 1, 1, Integer.MAX_VALUE),
          input.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
    }
  }
}
