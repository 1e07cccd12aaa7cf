package acp.mcp;

import acp.session.ToolServer;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * The way to a server: what carries the messages, and how one knows that it is broken.
 *
 * @param ended done when nothing can come from the server any more, with the reason as a sentence
 */
record Line(McpClientTransport transport, Mono<String> ended) {

  /** What a line to a program needs. */
  record Start(
      String cwd, Map<String, String> environment, Mask mask, Consumer<String> oversized) {}

  /**
   * A line to {@code server}: a program is started; what is called by HTTP is not called yet. Slow.
   *
   * @throws Trouble if there can be none
   */
  @SuppressWarnings(
      "deprecation") // The older way is on its way out, and there are servers with it.
  static Line to(ToolServer server, Start start, JacksonMapper json, Patience patience) {
    return switch (server) {
      case ToolServer.Stdio stdio -> {
        Child child = Child.start(stdio, start.cwd, start.environment);
        yield new Line(
            new PipeTransport(stdio.name(), child, start.mask, json, start.oversized),
            child.ended());
      }
      case ToolServer.Http http ->
          new Line(
              HttpClientStreamableHttpTransport.builder(http.url())
                  .endpoint(http.url())
                  .jsonMapper(json)
                  .requestBuilder(requests(http.headers()))
                  .connectTimeout(patience.turn())
                  .maxResponseSize(PipeTransport.MAX_LINE)
                  .build(),
              Mono.never());
      case ToolServer.Sse sse ->
          new Line(
              HttpClientSseClientTransport.builder(URI.create(sse.url()).resolve("/").toString())
                  .sseEndpoint(sse.url())
                  .jsonMapper(json)
                  .requestBuilder(requests(sse.headers()))
                  .connectTimeout(patience.turn())
                  .maxResponseSize(PipeTransport.MAX_LINE)
                  .build(),
              Mono.never());
    };
  }

  private static HttpRequest.Builder requests(Map<String, String> headers) {
    HttpRequest.Builder requests = HttpRequest.newBuilder();
    try {
      headers.forEach(requests::header);
    } catch (IllegalArgumentException unfit) {
      throw new Trouble("One of its headers cannot be sent.", unfit);
    }
    return requests;
  }
}
