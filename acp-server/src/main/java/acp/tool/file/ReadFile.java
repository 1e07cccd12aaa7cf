package acp.tool.file;

import acp.event.Content;
import acp.event.Fence;
import acp.event.Location;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.tool.Blocking;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.Pictures;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Reads a text file of the workspace, as the editor has it, or a picture. The text comes without
 * line numbers, so that what the model copies from it is found again by {@link EditFile}. What is a
 * picture is told by its bytes, whatever its name.
 */
public final class ReadFile implements Tool {

  /** Bytes; what is larger is shown to the model alone. */
  private static final int LARGEST_SHOWN = 1024 * 1024;

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
        "read_file",
        "Reads a text file of the workspace and returns its text as it is, without line numbers."
            + " Sees what is unsaved in the editor. At most 64 KiB are returned at once; a note"
            + " at the top then says how to read on. A PNG, JPEG, GIF or WebP file is shown to you"
            + " as a picture.",
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
                    isPicture(request.path, context)
                        .flatMap(
                            picture -> picture ? picture(request, context) : text(request, context))
                        .onErrorMap(
                            IOException.class,
                            failure -> Failures.refusal(failure, request.path, context))));
  }

  /** False where the disk has no such file: then the editor alone may have it, as text. */
  private static Mono<Boolean> isPicture(Path path, ToolContext context) {
    return context
        .files()
        .readBytes(path, Pictures.START)
        .map(start -> Pictures.typeOf(start) != null)
        .onErrorReturn(IOException.class, false);
  }

  private static Mono<ToolResult> text(Request request, ToolContext context) {
    return context
        .files()
        .readText(request.path)
        .doOnNext(text -> context.sightings().saw(request.path, text))
        .map(text -> told(text, request, context));
  }

  private static Mono<ToolResult> picture(Request request, ToolContext context) {
    String name = context.workspace().show(request.path);
    return context
        .files()
        .readBytes(request.path, Pictures.MAX_BYTES + 1)
        .map(bytes -> picture(name, request.path, bytes));
  }

  private static ToolResult picture(String name, Path path, byte[] bytes) {
    String fault = Pictures.fault(bytes);
    String type = Pictures.typeOf(bytes);
    if (fault != null || type == null) {
      return ToolResult.failure(name + " " + fault);
    }
    String told = name + ": " + Pictures.describe(bytes) + ".";
    var image =
        new Content.Image(Base64.getEncoder().encodeToString(bytes), type, path.toUri().toString());
    List<Shown> shown = new ArrayList<>(List.of(Shown.Block.text(told)));
    if (bytes.length <= LARGEST_SHOWN) {
      shown.add(new Shown.Block(image));
    }
    return new ToolResult(false, told, shown, List.of(image));
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
