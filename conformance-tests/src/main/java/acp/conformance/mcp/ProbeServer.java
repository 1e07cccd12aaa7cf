package acp.conformance.mcp;

import acp.conformance.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server over stdio with one tool, {@code probe}. Each thing that happens becomes a line of
 * a file, at once:
 *
 * <ul>
 *   <li>{@code started} and the names of its environment, {@code cwd} and its folder, {@code env}
 *       and {@code NAME=value} for names that begin with {@code ACP_}
 *   <li>{@code initialize} and the client's name, {@code initialized}, {@code tools/list}
 *   <li>{@code call}, the tool's name and its arguments
 *   <li>{@code end}, when the input has ended
 * </ul>
 */
public final class ProbeServer {
  private static final String TOOL = "probe";
  private static final String LATEST = "2025-06-18";

  private final Path file;
  private final PrintStream out;

  ProbeServer(Path file, PrintStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Serves stdin until its end.
   *
   * @param args the file to write to
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    new ProbeServer(Path.of(args[0]), out).serve(System.in, System.getenv());
  }

  void serve(InputStream in, Map<String, String> environment) throws IOException {
    Map<String, String> sorted = new TreeMap<>(environment);
    note("started " + String.join(" ", sorted.keySet()));
    note("cwd " + Path.of("").toAbsolutePath());
    for (Map.Entry<String, String> variable : sorted.entrySet()) {
      if (variable.getKey().startsWith("ACP_")) {
        note("env " + variable.getKey() + "=" + variable.getValue());
      }
    }
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      take(line);
    }
    note("end");
  }

  private void note(String happened) throws IOException {
    Files.writeString(
        file,
        happened.replace('\n', ' ') + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void take(String line) throws IOException {
    JsonNode message;
    try {
      message = Json.read(line);
    } catch (JsonProcessingException e) {
      note("malformed " + line);
      return;
    }
    JsonNode params = message.path("params");
    ObjectNode result =
        switch (message.path("method").asText()) {
          case "initialize" -> initialize(params);
          case "notifications/initialized" -> noted("initialized");
          case "tools/list" -> list();
          case "tools/call" -> call(params);
          case "ping" -> Json.object();
          default -> null;
        };
    if (message.has("id") && message.has("method")) {
      answer(message.get("id"), result);
    }
  }

  private void answer(JsonNode id, @Nullable ObjectNode result) {
    ObjectNode response = Json.object().put("jsonrpc", "2.0");
    response.set("id", id);
    if (result == null) {
      response.putObject("error").put("code", -32601).put("message", "Method not found");
    } else {
      response.set("result", result);
    }
    out.println(Json.write(response));
  }

  private ObjectNode noted(String happened) throws IOException {
    note(happened);
    return Json.object();
  }

  private ObjectNode initialize(JsonNode params) throws IOException {
    note("initialize " + params.path("clientInfo").path("name").asText());
    ObjectNode result = Json.object();
    result.put("protocolVersion", params.path("protocolVersion").asText(LATEST));
    result.putObject("capabilities").putObject("tools");
    result.putObject("serverInfo").put("name", "probe").put("version", "1");
    return result;
  }

  private ObjectNode list() throws IOException {
    ObjectNode result = noted("tools/list");
    ObjectNode tool = result.putArray("tools").addObject().put("name", TOOL);
    tool.put("description", "Answers with the text it is given.");
    ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
    schema.putObject("properties").putObject("text").put("type", "string");
    return result;
  }

  private ObjectNode call(JsonNode params) throws IOException {
    note("call " + params.path("name").asText() + " " + Json.write(params.path("arguments")));
    ObjectNode result = Json.object();
    String text = "probed " + params.path("arguments").path("text").asText();
    result.putArray("content").addObject().put("type", "text").put("text", text.strip());
    return result.put("isError", false);
  }
}
