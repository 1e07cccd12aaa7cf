package acp.mcp;

import acp.event.Fence;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.tool.Clip;
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
 * A tool of a server's. What it does is the server's affair, so it is asked for unless the server
 * says that it only reads; "always" then means this tool of this server, whatever it is passed.
 */
final class McpTool implements Tool {
  private static final int LONGEST_DESCRIPTION = 8 * 1024;
  private static final int LONGEST_INPUT = 16 * 1024;

  private final Link link;
  private final Offer offer;
  private final String name;

  McpTool(Link link, Offer offer) {
    this.link = link;
    this.offer = offer;
    this.name = ToolNames.of(link.name(), offer.name());
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        name,
        Clip.middle(offer.description(), LONGEST_DESCRIPTION),
        offer.parameters(),
        offer.readOnly());
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Mono.fromSupplier(
        () ->
            new Intent(
                OneLine.of(link.name() + ": " + offer.title()),
                offer.readOnly() ? ToolKind.READ : ToolKind.OTHER,
                offer.readOnly() ? Risk.NONE : Risk.EXECUTE,
                List.of(),
                offer.readOnly() ? List.of() : shown(input),
                ""));
  }

  /** What it is passed is what the user decides upon. */
  private static List<Shown> shown(JsonNode input) {
    return input.isEmpty()
        ? List.of()
        : List.of(Fence.around(Clip.middle(input.toPrettyString(), LONGEST_INPUT), "json"));
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return Mono.defer(
        () -> {
          Live live = link.live();
          return live == null
              ? Mono.just(
                  ToolResult.failure(
                      "The MCP server \"" + link.name() + "\" is not connected any more."))
              : live.call(offer.name(), input);
        });
  }
}
