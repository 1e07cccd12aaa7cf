package acp.mcp;

import acp.event.Content;
import acp.session.ToolServer;
import acp.tool.ToolResult;
import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
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

  /** The SDK's own clock: it knows nothing of people who are asked meanwhile, so ours count. */
  private static final Duration NEVER = Duration.ofDays(7);

  private final JacksonMapper json = new JacksonMapper();
  private final Calls calls = new Calls();
  private final Configured server;
  private final Patience patience;
  private final Mask mask;
  private final Sinks.One<String> lost = Sinks.one();
  private final Wire wire;
  private final Mono<String> ended;
  private final McpAsyncClient client;
  private final Sinks.Many<Boolean> changes = Sinks.many().multicast().directBestEffort();
  private final Disposable refreshing;
  private final Disposable probing;
  private volatile Catalogue catalogue = Catalogue.EMPTY;

  private Live(
      Configured server,
      String cwd,
      Map<String, String> environment,
      Patience patience,
      Runnable changed) {
    this.server = server;
    this.patience = patience;
    this.mask = new Mask(server);
    Line line =
        Line.to(
            server.server(), new Line.Start(cwd, environment, mask, this::skipped), json, patience);
    this.ended = line.ended();
    this.wire = new Wire(line.transport(), new Owner());
    Elicitations asked = new Elicitations(server.name(), calls);
    this.client =
        McpClient.async(wire)
            .clientInfo(McpSchema.Implementation.builder("acp-server", VERSION).build())
            .capabilities(McpSchema.ClientCapabilities.builder().elicitation(true, true).build())
            .requestTimeout(NEVER)
            .initializationTimeout(patience.connect())
            .jsonSchemaValidator((_, _) -> ValidationResponse.asValid(null))
            .elicitation(asked::form)
            .urlElicitation(asked::page)
            .progressConsumer(told -> Mono.fromRunnable(() -> calls.progress(told)))
            .build();
    this.refreshing =
        changes
            .asFlux()
            .onBackpressureLatest()
            .concatMap(_ -> refresh(changed), 1)
            .subscribe(_ -> {}, _ -> {});
    this.probing =
        isSilent()
            ? Flux.interval(patience.proof()).concatMap(_ -> probe()).subscribe()
            : Disposables.disposed();
  }

  /** True if the end of what comes from the server is not told by the SDK. */
  private boolean isSilent() {
    return server.server() instanceof ToolServer.Sse;
  }

  /** Whoever takes a question is there, whether or not it has the time to answer it. */
  private Mono<Void> probe() {
    return wire.isWaitedFor() && client.isInitialized()
        ? client.ping().timeout(patience.proof()).then().onErrorComplete().contextWrite(Quiet::in)
        : Mono.empty();
  }

  private Live watched() {
    ended.subscribe(this::lose);
    return this;
  }

  /**
   * Starts or calls the server, and asks it for what it offers. Unsubscribing ends it again.
   *
   * @param environment what a process sees besides its own variables
   * @param changed called when it offers something else than before
   * @return fails with a {@link Trouble}
   */
  static Mono<Live> open(
      Configured server,
      String cwd,
      Map<String, String> environment,
      Patience patience,
      Runnable changed) {
    return Mono.defer(
            () -> {
              Live live = new Live(server, cwd, environment, patience, changed).watched();
              return live.greet().doOnError(_ -> live.close()).doOnCancel(live::close);
            })
        .contextWrite(Quiet::in)
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(failure -> Trouble.of(failure, new Mask(server)));
  }

  private Mono<Live> greet() {
    Mono<Live> ready = client.initialize().then(Mono.defer(this::read)).thenReturn(this);
    return Mono.firstWithSignal(ready, lost().flatMap(why -> Mono.error(new Trouble(why))));
  }

  /** Reads anew what it offers, which may be one thing of many. A failure leaves it as it was. */
  private Mono<Void> refresh(Runnable changed) {
    return Mono.defer(this::read)
        .timeout(patience.connect())
        .doOnSuccess(_ -> changed.run())
        .onErrorComplete()
        .contextWrite(Quiet::in);
  }

  /** A server that cannot list its prompts is of use all the same. */
  private Mono<Void> read() {
    McpSchema.ServerCapabilities has = client.getServerCapabilities();
    if (has == null) {
      return Mono.error(new Trouble("It is not connected any more."));
    }
    Mono<List<McpSchema.Tool>> tools =
        has.tools() == null
            ? Mono.just(List.of())
            : Pages.all(
                client::listTools,
                McpSchema.ListToolsResult::tools,
                McpSchema.ListToolsResult::nextCursor);
    Mono<List<McpSchema.Prompt>> prompts =
        has.prompts() == null
            ? Mono.just(List.of())
            : Pages.all(
                    client::listPrompts,
                    McpSchema.ListPromptsResult::prompts,
                    McpSchema.ListPromptsResult::nextCursor)
                .onErrorReturn(List.of());
    return tools
        .zipWith(prompts)
        .doOnNext(
            both ->
                catalogue =
                    new Catalogue(
                        both.getT1().stream().map(tool -> Offer.of(tool, json)).toList(),
                        both.getT2().stream().map(PromptOffer::of).toList(),
                        has.resources() != null))
        .then();
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

  private final class Owner implements Wire.Owner {

    @Override
    public void unconnected(Throwable failure) {
      lose(Trouble.of(failure, mask).sentence());
    }

    @Override
    public void unsent(Throwable failure) {
      if (isSilent()) {
        lose(Trouble.of(failure, mask).sentence());
      }
    }

    /** Something such as a stream of events has broken. Is the server still there? */
    @Override
    public void troubled(Throwable failure) {
      Trouble trouble = Trouble.of(failure, mask);
      log.debug("MCP server {}: {}", server.name(), trouble.sentence());
      if (wire.isWaitedFor() && client.isInitialized()) {
        client
            .ping()
            .timeout(patience.proof())
            .contextWrite(Quiet::in)
            .subscribe(_ -> {}, _ -> lose(trouble.sentence()));
      }
    }

    @Override
    public void changed() {
      changes.tryEmitNext(Boolean.TRUE);
    }
  }

  /** Done when it is lost, with the reason as a sentence; not when it is closed. */
  Mono<String> lost() {
    return lost.asMono();
  }

  /** What it offers, as it has last said. */
  Catalogue catalogue() {
    return catalogue;
  }

  /** Calls a tool. Unsubscribing withdraws the call. A failure is a result for the model. */
  Mono<ToolResult> call(String tool, JsonNode input, Caller caller) {
    return Mono.defer(
        () -> {
          Calls.Call call = calls.begin(caller);
          var request =
              McpSchema.CallToolRequest.builder(tool)
                  .arguments(json.convertValue(input, MAP))
                  .progressToken(call.token())
                  .build();
          return withdrawable(client.callTool(request))
              .timeout(call.deadline(patience.call()))
              .doFinally(_ -> call.end())
              .publishOn(Schedulers.boundedElastic())
              .map(result -> Results.of(result, json, mask))
              .onErrorResume(failure -> Mono.just(failed(failure)))
              .contextWrite(Quiet::in);
        });
  }

  /** All resources it lists. Unsubscribing withdraws the question. */
  Mono<List<McpSchema.Resource>> resources() {
    return bounded(
        Pages.all(
            client::listResources,
            McpSchema.ListResourcesResult::resources,
            McpSchema.ListResourcesResult::nextCursor));
  }

  /** The kinds of resources it has besides; none where it does not know that question. */
  Mono<List<McpSchema.ResourceTemplate>> templates() {
    return bounded(
            Pages.all(
                client::listResourceTemplates,
                McpSchema.ListResourceTemplatesResult::resourceTemplates,
                McpSchema.ListResourceTemplatesResult::nextCursor))
        .onErrorReturn(List.of());
  }

  /** One resource. Unsubscribing withdraws the question. */
  Mono<ToolResult> resource(String uri) {
    return bounded(client.readResource(McpSchema.ReadResourceRequest.builder(uri).build()))
        .map(read -> Results.of(read, json, mask));
  }

  /** What a prompt stands for, filled in. Unsubscribing withdraws the question. */
  Mono<List<Content>> prompt(String name, Map<String, Object> arguments) {
    return bounded(
            client.getPrompt(McpSchema.GetPromptRequest.builder(name).arguments(arguments).build()))
        .map(result -> Prompted.of(result, mask));
  }

  Mask mask() {
    return mask;
  }

  /** With the clock of calls; fails with a {@link Trouble}. */
  private <T> Mono<T> bounded(Mono<T> asked) {
    return withdrawable(asked)
        .timeout(patience.call())
        .onErrorMap(this::trouble)
        .publishOn(Schedulers.boundedElastic())
        .contextWrite(Quiet::in);
  }

  private <T> Mono<T> withdrawable(Mono<T> asked) {
    Wire.Ticket ticket = new Wire.Ticket();
    return asked
        .contextWrite(context -> context.put(Wire.Ticket.class, ticket))
        .doOnCancel(() -> wire.withdraw(ticket));
  }

  private Trouble trouble(Throwable failure) {
    return failure instanceof TimeoutException
        ? new Trouble("It did not answer within " + patience.call().toSeconds() + " s.")
        : Trouble.of(failure, mask);
  }

  private ToolResult failed(Throwable failure) {
    return ToolResult.failure(
        "The call to the MCP server \""
            + server.name()
            + "\" failed. "
            + trouble(failure).sentence()
            + " The call may have been done, wholly or in part.");
  }

  /** Ends the process or the HTTP session. Returns at once; nothing happens the second time. */
  void close() {
    refreshing.dispose();
    probing.dispose();
    wire.endAll("It is not connected any more.");
    client.closeGracefully().onErrorComplete().subscribe();
  }
}
