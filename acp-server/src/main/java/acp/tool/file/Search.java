package acp.tool.file;

import acp.event.Location;
import acp.event.Risk;
import acp.event.ToolKind;
import acp.tool.Blocking;
import acp.tool.Intent;
import acp.tool.OneLine;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Finds lines in the files of the workspace, on disk: what is unsaved in the editor is not seen.
 * Uses {@code rg} where the user has it, else its own walk.
 */
public final class Search implements Tool {
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private final Ripgrep ripgrep;

  /**
   * @param ours the environment to find {@code rg} by, such as {@link System#getenv()}
   */
  public Search(Map<String, String> ours) {
    this.ripgrep = new Ripgrep(ours, TIME_LIMIT);
  }

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
        "search",
        "Finds lines that contain a text in the files of the workspace and returns them as"
            + " path:line: text, at most 200. Passes over binary files, files over 2 MiB and what"
            + " .gitignore names.",
        """
        {"type": "object", "required": ["query"], "properties": {
          "query": {"type": "string", "description": "the text to find; one line"},
          "path": {"type": "string", "description": "folder or file to search; the working directory if left out"},
          "glob": {"type": "string", "description": "which files, such as *.java or src/**/*.{ts,tsx}"},
          "regex": {"type": "boolean", "description": "true if query is a regular expression"},
          "ignore_case": {"type": "boolean", "description": "true if case does not matter"},
          "context": {"type": "integer", "minimum": 0, "maximum": 10,
            "description": "how many lines around each match to show as path-line- text; none if left out"}}}
        """,
        true);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Blocking.call(
        () -> {
          SearchQuery query = SearchQuery.of(input, context);
          boolean everywhere = query.base().equals(context.workspace().cwd());
          return new Intent(
              "Search \""
                  + OneLine.of(query.text())
                  + "\""
                  + (everywhere ? "" : " in " + context.workspace().show(query.base())),
              ToolKind.SEARCH,
              Risk.NONE,
              Files.isRegularFile(query.base())
                  ? List.of(new Location(query.base().toString(), null))
                  : List.of(),
              List.of(),
              "");
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return Failures.told(
        Blocking.call(() -> SearchQuery.of(input, context))
            .flatMap(query -> search(query, context).map(hits -> hits.told(query))));
  }

  private Mono<Hits> search(SearchQuery query, ToolContext context) {
    Path program = ripgrep.program();
    Mono<Hits> walk =
        Blocking.call(
            () -> {
              Hits hits = new Hits(context);
              new Walk(query, hits, TIME_LIMIT).search(context.workspace().cwd());
              return hits;
            });
    return program == null
        ? walk
        : ripgrep
            .search(program, query, new Hits(context))
            .onErrorResume(IOException.class, failure -> walk);
  }
}
