package acp.tool.file;

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
import acp.tool.Workspace;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Names the files of the workspace, on disk, without reading them. */
public final class ListFiles implements Tool {
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
  private static final int DEEPEST = 64;

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
        "list_files",
        "Lists the files below a folder of the workspace, one path on a line, at most 1000. Passes"
            + " over what .gitignore names. With depth, folders that are not entered are listed"
            + " too, with a slash at the end.",
        """
        {"type": "object", "properties": {
          "path": {"type": "string", "description": "the folder; the working directory if left out"},
          "glob": {"type": "string", "description": "which files, such as *.java or src/**/*.{ts,tsx}"},
          "sort": {"type": "string", "enum": ["name", "modified"],
            "description": "modified: the latest first, with their times; name if left out"},
          "depth": {"type": "integer", "minimum": 1, "maximum": 64,
            "description": "how many levels to enter, 1 for the folder alone; all if left out"}}}
        """,
        true);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Blocking.call(
        () -> {
          Request request = Request.of(input, context);
          boolean everywhere = request.folder.equals(context.workspace().cwd());
          return new Intent(
              "List "
                  + (request.glob == null ? "files" : OneLine.of(request.glob))
                  + (everywhere ? "" : " in " + context.workspace().show(request.folder)),
              ToolKind.SEARCH,
              Risk.NONE,
              List.of(),
              List.of(),
              "");
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return Failures.told(Blocking.call(() -> Request.of(input, context).list(context.workspace())));
  }

  private record Request(Path folder, @Nullable String glob, boolean latestFirst, int depth) {

    /** Throws an {@link AcpException} (invalid params) fit for the model. */
    static Request of(JsonNode json, ToolContext context) {
      Input input = new Input(json);
      Workspace workspace = context.workspace();
      String path = input.optionalText("path");
      Path folder = path == null || path.isEmpty() ? workspace.cwd() : workspace.resolve(path);
      if (!Files.isDirectory(folder)) {
        throw input.wrong(
            "path",
            Files.exists(folder)
                ? workspace.show(folder) + " is no folder."
                : "No such folder: " + workspace.show(folder));
      }
      String sort = input.optionalText("sort");
      if (sort != null && !sort.equals("name") && !sort.equals("modified")) {
        throw input.wrong("sort", "`sort` must be name or modified.");
      }
      return new Request(
          folder,
          SearchQuery.glob(input),
          "modified".equals(sort),
          input.number("depth", DEEPEST, 1, DEEPEST));
    }

    ToolResult list(Workspace workspace) {
      Deadline deadline = new Deadline(TIME_LIMIT);
      Listing listing = new Listing(workspace, latestFirst, glob == null, depth);
      try {
        new Tree(folder, glob, deadline, listing).walk(workspace.cwd());
      } catch (Deadline.Passed end) {
        listing.runOutOfTime();
      }
      return listing.told();
    }
  }
}
