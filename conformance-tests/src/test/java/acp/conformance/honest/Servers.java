package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The MCP servers of a session: started and greeted, and ended with it. */
final class Servers {
  private final Fault fault;
  private final List<Process> running = new ArrayList<>();

  Servers(Fault fault) {
    this.fault = fault;
  }

  /** Starts those given instead of those before. One that cannot be started is left out. */
  synchronized void start(JsonNode servers) {
    end();
    for (JsonNode server : servers) {
      boolean isOneTooMany = fault == Fault.STARTS_ONE_SERVER && !running.isEmpty();
      if (fault != Fault.STARTS_NO_SERVERS && !isOneTooMany && server.has("command")) {
        try {
          running.add(started(server));
        } catch (IOException e) {
          if (fault == Fault.DEAD_SERVERS_FAIL_THE_SESSION) {
            throw new Refusal(-32603, "A server cannot be started");
          }
        }
      }
    }
  }

  private Process started(JsonNode server) throws IOException {
    List<String> command = new ArrayList<>();
    if (fault == Fault.LEAVES_SERVERS) {
      // One that does not end when its input should.
      command.addAll(List.of("sh", "-c", "(cat; sleep 60) | \"$@\"", "sh"));
    }
    command.add(server.path("command").asText());
    server.path("args").forEach(argument -> command.add(argument.asText()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    for (JsonNode variable : server.path("env")) {
      builder.environment().put(variable.path("name").asText(), variable.path("value").asText());
    }
    Process process = builder.start();
    OutputStream stdin = process.getOutputStream();
    ObjectNode greeting = Wire.object().put("jsonrpc", "2.0").put("id", 0);
    ObjectNode params = greeting.put("method", "initialize").putObject("params");
    params.put("protocolVersion", "2025-06-18").putObject("capabilities");
    params.putObject("clientInfo").put("name", "honest").put("version", "1");
    String ready =
        Wire.object().put("jsonrpc", "2.0").put("method", "notifications/initialized") + "\n";
    if (fault != Fault.ASKS_FOR_NO_TOOLS) {
      ready += Wire.object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/list") + "\n";
    }
    stdin.write((greeting + "\n" + ready).getBytes(StandardCharsets.UTF_8));
    stdin.flush();
    return process;
  }

  /** Ends them, and waits until they have ended. */
  synchronized void end() {
    if (fault != Fault.LEAVES_SERVERS) {
      running.forEach(Shell::kill);
    }
    running.clear();
  }
}
