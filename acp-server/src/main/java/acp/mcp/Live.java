package acp.mcp;

import acp.session.ToolServer;
import acp.tool.ToolResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * A server that is connected, or about to be, until it is lost or closed: one process or one HTTP
 * session, and the SDK's client that speaks to it. Thread-safe.
 */
final class Live {
  private static final Logger log = LoggerFactory.getLogger(Live.class);
  private static final TypeRef<Map<String, Object>> MAP = new TypeRef<>() {};
  private static final String VERSION =
      Optional.ofNullable(Live.class.getPackage().getImplementationVersion()).orElse("0");

  /** How long a server that something went wrong with has to show that it is there. */
  private static final Duration PROOF = Duration.ofSeconds(5);

  private final JacksonMapper json = new JacksonMapper();
  private final ToolServer server;
  private final Patience patience;
  private final Mask mask;
  private final Sinks.One<String> lost = Sinks.one();
  private final Wire wire;
  private Mono<String> ended = Mono.never();
  private final McpAsyncClient client;
  private volatile List<Offer> offers = List.of();

  private Live(ToolServer server, String cwd, Map<String, String> environment, Patience patience) {
    this.server = server;
    this.patience = patience;
    this.mask = new Mask(server);
    McpClientTransport transport =
        switch (server) {
          case ToolServer.Stdio stdio -> start(stdio, cwd, environment);
          case ToolServer.Http http -> address(http);
        };
    this.wire = new Wire(transport, this::troubled);
    this.client =
        McpClient.async(wire)
            .clientInfo(McpSchema.Implementation.builder("acp-server", VERSION).build())
            .requestTimeout(patience.call().plus(PROOF))
            .initializationTimeout(patience.connect())
            .jsonSchemaValidator((_, _) -> ValidationResponse.asValid(null))
            .toolsChangeConsumer(tools -> Mono.fromRunnable(() -> keep(tools)))
            .build();
  }

  private Live watched() {
    ended.subscribe(this::lose);
    return this;
  }

  /**
   * Starts or calls the server, and asks it for its tools. Unsubscribing ends it again.
   *
   * @param environment what a process sees besides its own variables
   * @return fails with a {@link Trouble}
   */
  static Mono<Live> open(
      ToolServer server, String cwd, Map<String, String> environment, Patience patience) {
    return Mono.defer(
            () -> {
              Live live = new Live(server, cwd, environment, patience).watched();
              return live.greet().doOnError(_ -> live.close()).doOnCancel(live::close);
            })
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(failure -> Trouble.of(failure, new Mask(server)));
  }

  private Mono<Live> greet() {
    Mono<Live> ready =
        client
            .initialize()
            .flatMap(
                welcome ->
                    welcome.capabilities().tools() == null
                        ? Mono.just(List.<McpSchema.Tool>of())
                        : client.listTools().map(McpSchema.ListToolsResult::tools))
            .doOnNext(this::keep)
            .thenReturn(this);
    return Mono.firstWithSignal(ready, lost().flatMap(why -> Mono.error(new Trouble(why))));
  }

  private PipeTransport start(ToolServer.Stdio stdio, String cwd, Map<String, String> environment) {
    Child child = Child.start(stdio, cwd, environment);
    ended = child.ended();
    return new PipeTransport(stdio.name(), child, mask, json, this::skipped);
  }

  private McpClientTransport address(ToolServer.Http http) {
    HttpRequest.Builder requests = HttpRequest.newBuilder();
    try {
      http.headers().forEach(requests::header);
    } catch (IllegalArgumentException unfit) {
      throw new Trouble("One of its headers cannot be sent.", unfit);
    }
    return HttpClientStreamableHttpTransport.builder(http.url())
        .endpoint(http.url())
        .jsonMapper(json)
        .requestBuilder(requests)
        .connectTimeout(patience.turn())
        .maxResponseSize(PipeTransport.MAX_LINE)
        .build();
  }

  private void skipped(String why) {
    wire.endAll(why);
  }

  private void lose(String why) {
    if (lost.tryEmitValue(why).isSuccess()) {
      wire.endAll(why);
      close();
    }
  }

  /** Something broke that no request hears of, such as a stream of events. Is it still there? */
  private void troubled(Throwable failure) {
    Trouble trouble = Trouble.of(failure, mask);
    log.debug("MCP server {}: {}", server.name(), trouble.sentence());
    if (wire.isWaitedFor() && client.isInitialized()) {
      client.ping().timeout(PROOF).subscribe(_ -> {}, _ -> lose(trouble.sentence()));
    }
  }

  /** Done when it is lost, with the reason as a sentence; not when it is closed. */
  Mono<String> lost() {
    return lost.asMono();
  }

  /** Its tools, as it has last said. */
  List<Offer> offers() {
    return offers;
  }

  private void keep(List<McpSchema.Tool> tools) {
    offers = tools.stream().map(this::offer).toList();
  }

  private Offer offer(McpSchema.Tool tool) {
    McpSchema.ToolAnnotations hints = tool.annotations();
    String title = tool.title();
    if (title == null && hints != null) {
      title = hints.title();
    }
    ObjectNode parameters = json.tree(tool.inputSchema()).deepCopy();
    // Some providers refuse a schema that does not say so much.
    parameters.put("type", "object");
    if (!parameters.path("properties").isObject()) {
      parameters.putObject("properties");
    }
    return new Offer(
        tool.name(),
        title == null ? tool.name() : title,
        tool.description() == null ? "" : tool.description(),
        parameters,
        hints != null && Boolean.TRUE.equals(hints.readOnlyHint()));
  }

  /** Calls a tool. Unsubscribing withdraws the call. A failure is a result for the model. */
  Mono<ToolResult> call(String tool, JsonNode input) {
    var request =
        McpSchema.CallToolRequest.builder(tool).arguments(json.convertValue(input, MAP)).build();
    return Mono.defer(
        () -> {
          Wire.Ticket ticket = new Wire.Ticket();
          return client
              .callTool(request)
              .contextWrite(context -> context.put(Wire.Ticket.class, ticket))
              .doOnCancel(() -> wire.withdraw(ticket))
              .timeout(patience.call())
              .publishOn(Schedulers.boundedElastic())
              .map(result -> Results.of(result, json))
              .onErrorResume(failure -> Mono.just(failed(failure)));
        });
  }

  private ToolResult failed(Throwable failure) {
    String sentence =
        failure instanceof TimeoutException
            ? "It did not answer within " + patience.call().toSeconds() + " s."
            : Trouble.of(failure, mask).sentence();
    return ToolResult.failure(
        "The call to the MCP server \""
            + server.name()
            + "\" failed. "
            + sentence
            + " The call may have been done, wholly or in part.");
  }

  /** Ends the process or the HTTP session. Returns at once; nothing happens the second time. */
  void close() {
    wire.endAll("It is not connected any more.");
    client.closeGracefully().onErrorComplete().subscribe();
  }
}
