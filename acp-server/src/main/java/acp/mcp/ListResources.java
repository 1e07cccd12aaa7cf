package acp.mcp;

import acp.event.Risk;
import acp.event.ToolKind;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code list_resources}: what the servers have to read, one line for each. */
final class ListResources implements Tool {
  private final Shelf shelf;

  ListResources(Shelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
        "list_resources",
        "Lists what MCP servers have to read: documents, tables, pictures. Servers: "
            + shelf.names()
            + ".",
        """
        {"type": "object", "properties": {
          "server": {"type": "string", "description": "only this server; none for all"}}}
        """,
        true);
  }

  @Override
  public Mono<Intent> intend(JsonNode json, ToolContext context) {
    return Mono.fromCallable(
        () -> {
          String server = new Input(json).optionalText("server");
          if (server != null) {
            shelf.find(server);
          }
          return new Intent(
              "List the resources of " + (server == null ? "MCP servers" : server),
              ToolKind.READ,
              Risk.NONE,
              List.of(),
              List.of(),
              "");
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode json, Intent intent, ToolContext context) {
    String only = new Input(json).optionalText("server");
    return Flux.fromIterable(only == null ? shelf.links() : List.of(shelf.find(only)))
        .concatMap(
            link ->
                listed(link)
                    .onErrorResume(
                        Trouble.class,
                        trouble -> Mono.just("# " + link.name() + "\n" + trouble.sentence())))
        .collectList()
        .map(lists -> ToolResult.text(String.join("\n\n", lists)));
  }

  private static Mono<String> listed(Link link) {
    return link.live()
        .flatMap(
            live ->
                Mono.zip(live.resources(), live.templates())
                    .map(
                        both ->
                            live.mask().secrets(lines(link.name(), both.getT1(), both.getT2()))));
  }

  private static String lines(
      String server,
      List<McpSchema.Resource> resources,
      List<McpSchema.ResourceTemplate> templates) {
    StringBuilder lines = new StringBuilder("# ").append(server);
    for (McpSchema.Resource each : resources) {
      line(lines, each.uri(), each.name(), each.description(), each.mimeType());
    }
    for (McpSchema.ResourceTemplate each : templates) {
      line(lines, each.uriTemplate(), each.name(), each.description(), each.mimeType());
    }
    return resources.isEmpty() && templates.isEmpty()
        ? lines.append("\nNothing.").toString()
        : lines.toString();
  }

  private static void line(
      StringBuilder lines,
      String uri,
      @Nullable String name,
      @Nullable String description,
      @Nullable String mimeType) {
    lines.append('\n').append(Shelf.line(uri));
    for (String more : new @Nullable String[] {name, description, mimeType}) {
      if (more != null && !more.isBlank() && !more.equals(uri)) {
        lines.append(" | ").append(Shelf.line(more));
      }
    }
  }
}
