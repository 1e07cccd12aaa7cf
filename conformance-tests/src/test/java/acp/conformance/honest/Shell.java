package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Runs a command: in the client's terminal where it offers one, else as a child of ours with a
 * small environment.
 */
final class Shell {
  private static final int MOST_SHOWN = 60_000;

  private final Turn turn;
  private final Fault fault;

  Shell(Turn turn) {
    this.turn = turn;
    this.fault = turn.fault;
  }

  String execute(String command) {
    String call = turn.begin("run_command", command, "execute", null);
    if (!new Permission(turn, command, () -> {}).isGiven(call, null)) {
      turn.end(call, "failed", "The user said no.");
      return "Then I leave it.";
    }
    turn.progress(call);
    boolean isOffered = turn.session.agent.client.offers("terminal");
    boolean inTerminal =
        fault == Fault.ASKS_FOR_TERMINALS || (isOffered && fault != Fault.IGNORES_TERMINALS);
    if (!inTerminal && fault == Fault.RUNS_NOTHING_ITSELF) {
      turn.end(call, "failed", "There is no terminal.");
      return "It could not be run.";
    }
    String output = inTerminal ? inTerminal(command, call) : inProcess(command);
    turn.end(call, "completed", output.substring(Math.max(0, output.length() - MOST_SHOWN)));
    return "It has run.";
  }

  private String inTerminal(String command, String call) {
    ObjectNode params = Wire.object().put("command", "sh");
    params.put("cwd", turn.session.place.cwd().toString());
    ArrayNode arguments = params.putArray("args");
    arguments.add("-c").add(command);
    JsonNode made = turn.ask("terminal/create", params).path("result").path("terminalId");
    if (!made.isTextual()) {
      if (fault == Fault.REFUSED_TERMINALS_FAIL_THE_TURN) {
        throw new Refusal(-32603, "There is no terminal");
      }
      return inProcess(command);
    }
    String terminal = made.textValue();
    boolean isLate = fault == Fault.SHOWS_RELEASED_TERMINALS;
    if (!isLate) {
      show(call, terminal);
    }
    String output;
    try {
      turn.ask("terminal/wait_for_exit", of(terminal));
      output = outputOf(terminal);
    } finally {
      release(terminal);
    }
    if (isLate) {
      show(call, terminal);
    }
    return fault == Fault.USES_RELEASED_TERMINALS ? outputOf(terminal) : output;
  }

  private static ObjectNode of(String terminal) {
    return Wire.object().put("terminalId", terminal);
  }

  private String outputOf(String terminal) {
    return turn.ask("terminal/output", of(terminal)).path("result").path("output").asText();
  }

  private void show(String call, String terminal) {
    ObjectNode shown = turn.change(call, "in_progress");
    shown.putArray("content").addObject().put("type", "terminal").put("terminalId", terminal);
    turn.session.emit(shown);
  }

  private void release(String terminal) {
    boolean isLeaked =
        turn.isCancelled()
            ? fault == Fault.LEAKS_TERMINALS_ON_CANCEL
            : fault == Fault.LEAKS_TERMINALS;
    if (!isLeaked) {
      turn.askOnly("terminal/release", of(terminal));
    }
  }

  private String inProcess(String command) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.directory(turn.session.place.cwd().toFile()).redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH", "HOME"));
    if (fault == Fault.SHARES_ITS_INPUT) {
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return await(process);
    } catch (IOException e) {
      return "failed";
    }
  }

  private String await(Process process) {
    try {
      return turn.await(
          CompletableFuture.supplyAsync(() -> outputOf(process), turn.session.agent.workers));
    } catch (CancellationException e) {
      switch (fault) {
        case LEAVES_CHILDREN, CANCEL_LEAVES_WORK, CLOSE_LEAVES_WORK -> {}
        default -> kill(process);
      }
      throw e;
    }
  }

  /** The shell first, lest it goes on to its next command. */
  static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static String outputOf(Process process) {
    try (InputStream output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "failed";
    }
  }
}
