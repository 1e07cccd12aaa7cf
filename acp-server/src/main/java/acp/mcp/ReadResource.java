package acp.mcp;

import acp.event.Risk;
import acp.event.ToolKind;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.OneLine;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * {@code read_resource}: what a server has under an address. Reading changes nothing, but the
 * address goes to the server and may say something: so it is asked for, unless the server is
 * trusted; "always" then means this server.
 */
final class ReadResource implements Tool {
  private final Shelf shelf;

  ReadResource(Shelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
            "read_resource",
            "Reads a resource of an MCP server, as list_resources names it.",
            """
            {"type": "object", "required": ["server", "uri"], "properties": {
              "server": {"type": "string", "description": "the server's name"},
              "uri": {"type": "string", "description": "with every {part} of a template filled in"}}}
            """,
            true)
        .atWorst(shelf.links().stream().allMatch(Link::isTrusted) ? Risk.NONE : Risk.NETWORK);
  }

  @Override
  public Mono<Intent> intend(JsonNode json, ToolContext context) {
    return Mono.fromCallable(
        () -> {
          Input input = new Input(json);
          Link link = shelf.find(input.filledText("server"));
          String uri = input.filledText("uri");
          return new Intent(
              OneLine.of(link.name() + ": " + uri),
              ToolKind.READ,
              link.isTrusted() ? Risk.NONE : Risk.NETWORK,
              List.of(),
              List.of(),
              "resources of " + link.name());
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode json, Intent intent, ToolContext context) {
    Input input = new Input(json);
    Link link = shelf.find(input.filledText("server"));
    return link.live()
        .flatMap(live -> live.resource(input.filledText("uri")))
        .onErrorResume(
            Trouble.class,
            trouble ->
                Mono.just(
                    ToolResult.failure(
                        "The MCP server \""
                            + link.name()
                            + "\" did not give it. "
                            + trouble.sentence())));
  }
}
