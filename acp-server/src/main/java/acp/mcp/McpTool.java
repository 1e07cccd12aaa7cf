package acp.mcp;

import acp.event.Fence;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.session.Turn;
import acp.tool.Clip;
import acp.tool.Intent;
import acp.tool.OneLine;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * A tool of a server's. What it does is the server's affair, so it is asked for, unless the server
 * is trusted and says that it only reads; "always" then means this tool of this server, whatever it
 * is passed.
 */
final class McpTool implements Tool {
  private static final int LONGEST_DESCRIPTION = 8 * 1024;
  private static final int LONGEST_INPUT = 16 * 1024;

  private final Link link;
  private final Offer offer;
  private final Turn turn;
  private final String name;
  private final Risk risk;

  McpTool(Link link, Offer offer, Turn turn) {
    this.link = link;
    this.offer = offer;
    this.turn = turn;
    this.name = ToolNames.of(link.name(), offer.name());
    this.risk = risk(offer.hints(), link.isTrusted());
  }

  /** A server's word may make its tools look worse, and better only where it is trusted. */
  private static Risk risk(Offer.Hints hints, boolean isTrusted) {
    if (!isTrusted || !hints.readOnly() || hints.destructive()) {
      return Risk.EXECUTE;
    }
    return hints.openWorld() ? Risk.NETWORK : Risk.NONE;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        name,
        Clip.middle(offer.description(), LONGEST_DESCRIPTION),
        offer.parameters(),
        isLooking(),
        risk);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Mono.fromSupplier(
        () ->
            new Intent(
                OneLine.of(link.name() + ": " + offer.title()),
                isLooking() ? ToolKind.READ : ToolKind.OTHER,
                risk,
                List.of(),
                risk == Risk.NONE ? List.of() : shown(input),
                ""));
  }

  private boolean isLooking() {
    return risk.compareTo(Risk.NETWORK) <= 0;
  }

  /** What it is passed is what the user decides upon, and what the server says against itself. */
  private List<Shown> shown(JsonNode input) {
    List<Shown> shown = new ArrayList<>();
    if (offer.hints().destructive()) {
      shown.add(Shown.Block.text("Its server says that it may destroy something."));
    }
    if (!input.isEmpty()) {
      shown.add(Fence.around(Clip.middle(input.toPrettyString(), LONGEST_INPUT), "json"));
    }
    return shown;
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return link.live()
        .flatMap(live -> live.call(offer.name(), input, new Caller(turn, context)))
        .onErrorResume(
            Trouble.class,
            trouble ->
                Mono.just(
                    ToolResult.failure(
                        "The MCP server \""
                            + link.name()
                            + "\" was not called. "
                            + trouble.sentence())));
  }
}
