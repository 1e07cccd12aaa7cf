package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Runs a command: in the client's terminal where it offers one, else as a child of ours with a
 * small environment.
 */
final class Shell {
  private final Turn turn;
  private final String call;

  Shell(Turn turn, String call) {
    this.turn = turn;
    this.call = call;
  }

  String run(String command) {
    return turn.session.agent.offers("terminal") ? inTerminal(command) : inProcess(command);
  }

  private String inTerminal(String command) {
    ObjectNode params = Wire.object().put("command", "sh").put("cwd", turn.session.cwd);
    ArrayNode arguments = params.putArray("args");
    arguments.add("-c").add(command);
    JsonNode made = turn.ask("terminal/create", params).path("result").path("terminalId");
    if (!made.isTextual()) {
      return inProcess(command);
    }
    String terminal = made.textValue();
    ObjectNode shown = turn.change(call, "in_progress");
    shown.putArray("content").addObject().put("type", "terminal").put("terminalId", terminal);
    turn.session.emit(shown);
    turn.ask("terminal/wait_for_exit", Wire.object().put("terminalId", terminal));
    String output =
        turn.ask("terminal/output", Wire.object().put("terminalId", terminal))
            .path("result")
            .path("output")
            .asText();
    if (turn.session.agent.fault != Fault.LEAKS_TERMINALS) {
      turn.ask("terminal/release", Wire.object().put("terminalId", terminal));
    }
    return output;
  }

  private String inProcess(String command) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.directory(new File(turn.session.cwd)).redirectErrorStream(true);
    builder.environment().keySet().retainAll(Map.of("PATH", "", "HOME", "").keySet());
    try {
      Process process = builder.start();
      turn.cancelled.thenAccept(cancelled -> process.destroyForcibly());
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      turn.pause(0);
      return output;
    } catch (IOException e) {
      turn.pause(0);
      return "failed";
    }
  }
}
