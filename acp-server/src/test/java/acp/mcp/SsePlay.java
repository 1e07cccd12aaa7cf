package acp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A small MCP server by HTTP in the older way, which wants a token. */
final class SsePlay implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** What was asked for. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable HttpExchange stream;

  SsePlay() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/tools/sse", this::open);
    server.createContext("/tools/messages", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/tools/sse";
  }

  private static boolean isKnown(HttpExchange exchange) {
    return HttpPlay.TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private void open(HttpExchange exchange) throws IOException {
    if (!isKnown(exchange)) {
      reply(exchange, 403);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    stream = exchange;
    event("endpoint", "/tools/messages?session=1");
  }

  private void take(HttpExchange exchange) throws IOException {
    if (!isKnown(exchange) || stream == null) {
      reply(exchange, 404);
      return;
    }
    JsonNode message = JSON.readTree(exchange.getRequestBody());
    String method = message.path("method").asText();
    asked.add(method);
    reply(exchange, 202);
    switch (method) {
      case "initialize" ->
          answer(
              message,
              "{'protocolVersion':'2024-11-05','capabilities':{'tools':{}},"
                  + "'serverInfo':{'name':'s','version':'1'}}");
      case "tools/list" ->
          answer(
              message,
              "{'tools':[{'name':'echo','inputSchema':{'type':'object'}},"
                  + "{'name':'drop','inputSchema':{'type':'object'}}]}");
      case "tools/call" -> {
        if (message.at("/params/name").asText().equals("drop")) {
          drop();
        } else {
          answer(message, "{'content':[{'type':'text','text':'heard'}]}");
        }
      }
      case "ping" -> answer(message, "{}");
      default -> {}
    }
  }

  /** Ends the stream, and forgets whoever had it. */
  private synchronized void drop() {
    HttpExchange open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }

  private void answer(JsonNode request, String result) throws IOException {
    event(
        "message",
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + request.path("id")
            + ",\"result\":"
            + result.replace('\'', '"')
            + "}");
  }

  private synchronized void event(String type, String data) throws IOException {
    HttpExchange open = stream;
    if (open != null) {
      OutputStream out = open.getResponseBody();
      out.write(("event: " + type + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static void reply(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
