package acp.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * How both commands of the kit run: help on stdout; whatever is wrong as one line on stderr, with
 * exit code 2.
 */
public final class Cli {
  private Cli() {}

  /**
   * Runs the command and returns its exit code. Everything behind the first parameter is the
   * agent's.
   */
  public static int execute(CommandLine line, PrintStream out, PrintStream err, String... args) {
    String name = line.getCommandName();
    line.setStopAtPositional(true);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(
        (wrong, arguments) -> complain(err, name, String.valueOf(wrong.getMessage())));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof UsageException
              || failure instanceof TranscriptException
              || failure instanceof IOException) {
            return complain(err, name, String.valueOf(failure.getMessage()));
          }
          throw failure;
        });
    return line.execute(args);
  }

  /**
   * The agent that the words of a command line name.
   *
   * @throws UsageException if there are no words, or no such program
   */
  public static AgentCommand agent(
      String command, List<String> words, Map<String, String> environment) {
    if (words.isEmpty()) {
      throw new UsageException(
          "the agent's command is missing: " + command + " [options] -- AGENT");
    }
    AgentCommand agent = new AgentCommand(words, environment);
    if (!agent.isThere()) {
      throw new UsageException("there is no program " + words.getFirst());
    }
    return agent;
  }

  private static int complain(PrintStream err, String name, String message) {
    err.println(name + ": " + message.lines().findFirst().orElse("wrong usage") + " (see --help)");
    return ConformanceCommand.USAGE;
  }
}
