package acp.conformance.bench;

import acp.conformance.AgentCommand;
import acp.conformance.Cli;
import acp.conformance.Json;
import acp.conformance.Prompts;
import acp.conformance.UsageException;
import acp.conformance.Version;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code acp-bench}: measures an agent and prints median, min and max. */
@Command(
    name = "acp-bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Measures an ACP agent from outside: start, turns, streams, memory, cancel, load, exit.",
    footer = {
      "",
      "Streams are measured with agents that know the prompt 'stream n=5000 size=20 delay=0'.",
      "Exit code: 0 measured, 1 the agent gave no figure at all, 2 wrong usage.",
      "Example: acp-bench --runs 20 -- my-agent --acp"
    })
public final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "10",
      description = "how often (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(names = "--json", description = "tell everything as one JSON object")
  private boolean json;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.QUICK,
      description = "a prompt that is answered shortly (default: ${DEFAULT-VALUE})")
  private String prompt = Prompts.QUICK;

  @Option(
      names = "--long-prompt",
      paramLabel = "TEXT",
      defaultValue = "slow",
      description = "a prompt that streams until it is cancelled (default: ${DEFAULT-VALUE})")
  private String longPrompt = "slow";

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "200",
      description = "how long the session is that is loaded (default: ${DEFAULT-VALUE})")
  private int turns;

  @Option(
      names = "--env",
      paramLabel = "KEY=VALUE",
      description = "for the agent's environment; may be repeated")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Parameters(paramLabel = "AGENT", arity = "0..*", description = "the agent's command, after --")
  private List<String> command = new ArrayList<>();

  private final PrintStream out;
  private final PrintStream err;

  BenchCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs and exits. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs with these streams; returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    return Cli.execute(new CommandLine(new BenchCommand(out, err)), out, err, args);
  }

  @Override
  public Integer call() {
    if (runs < 1 || turns < 1) {
      throw new UsageException("--runs and --turns need at least 1");
    }
    AgentCommand agent = Cli.agent("acp-bench", command, environment);
    Bench.Plan plan = new Bench.Plan(runs, prompt, longPrompt, turns);
    List<Figure> figures =
        new Bench(agent, plan, step -> err.println("measuring: " + step)).measure();
    if (json) {
      out.println(toJson(figures).toPrettyString());
    } else {
      out.println(String.join(" ", command));
      out.println(Figure.header());
      figures.forEach(figure -> out.println(figure.row()));
    }
    return figures.stream().allMatch(figure -> figure.values().isEmpty()) ? 1 : 0;
  }

  private ObjectNode toJson(List<Figure> figures) {
    ObjectNode whole = Json.object();
    ArrayNode words = whole.putArray("agent");
    command.forEach(words::add);
    ObjectNode machine = whole.putObject("machine");
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("arch", System.getProperty("os.arch"));
    ArrayNode list = whole.putArray("figures");
    for (Figure figure : figures) {
      ObjectNode entry = list.addObject().put("name", figure.name()).put("unit", figure.unit());
      if (figure.note() != null) {
        entry.put("note", figure.note());
      } else {
        entry.put("median", figure.median()).put("min", figure.min()).put("max", figure.max());
        ArrayNode values = entry.putArray("values");
        figure.values().forEach(values::add);
      }
    }
    return whole;
  }
}
