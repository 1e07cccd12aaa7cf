package acp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small MCP server by streamable HTTP, which wants a token. */
final class HttpPlay implements AutoCloseable {
  static final String TOKEN = "Bearer t0ken-of-theirs";
  private static final JsonMapper JSON = new JsonMapper();

  /** What was asked for, and with which session and token. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  HttpPlay() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/tools/mcp", this::serve);
    server.createContext("/moved", exchange -> move(exchange, "http://elsewhere.invalid/mcp"));
    server.createContext("/broken", exchange -> reply(exchange, 500, "text/plain", "s3cret"));
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void move(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    reply(exchange, 307, "text/plain", "");
  }

  private void serve(HttpExchange exchange) throws IOException {
    String session = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
    if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      reply(exchange, 401, "text/plain", "no");
      return;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      asked.add(exchange.getRequestMethod() + " " + session);
      reply(exchange, exchange.getRequestMethod().equals("GET") ? 405 : 200, "text/plain", "");
      return;
    }
    JsonNode message = JSON.readTree(exchange.getRequestBody());
    asked.add(message.path("method").asText() + " " + session);
    switch (message.path("method").asText()) {
      case "initialize" -> {
        exchange.getResponseHeaders().set("Mcp-Session-Id", "s1");
        answer(
            exchange,
            message,
            "{'protocolVersion':'2025-06-18','capabilities':{'tools':{}},"
                + "'serverInfo':{'name':'h','version':'1'}}");
      }
      case "tools/list" ->
          stream(
              exchange,
              message,
              "{'tools':[{'name':'echo','inputSchema':{'type':'object'}},"
                  + "{'name':'drop','inputSchema':{'type':'object'}}]}");
      case "tools/call" -> {
        if (message.at("/params/name").asText().equals("drop")) {
          exchange.close();
          server.stop(0);
          return;
        }
        stream(exchange, message, "{'content':[{'type':'text','text':'heard'}]}");
      }
      default -> reply(exchange, 202, "text/plain", "");
    }
  }

  private static String response(JsonNode request, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + request.path("id")
        + ",\"result\":"
        + result.replace('\'', '"')
        + "}";
  }

  private static void answer(HttpExchange exchange, JsonNode request, String result)
      throws IOException {
    reply(exchange, 200, "application/json", response(request, result));
  }

  private static void stream(HttpExchange exchange, JsonNode request, String result)
      throws IOException {
    String event = "event: message\ndata: " + response(request, result) + "\n\n";
    reply(exchange, 200, "text/event-stream", event);
  }

  private static void reply(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
