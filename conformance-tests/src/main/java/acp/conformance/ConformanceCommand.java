package acp.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code acp-conformance}: plays transcripts to an agent and tells what it found. */
@Command(
    name = "acp-conformance",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Judges an ACP agent by transcripts, each played to a fresh process in a fresh home.",
    footer = {
      "",
      "Exit code: 0 nothing failed, 1 something failed, 2 wrong usage.",
      "Example: acp-conformance --filter cancel -- my-agent --acp"
    })
public final class ConformanceCommand implements Callable<Integer> {

  /** Nothing failed. */
  static final int OK = 0;

  /** Something failed. */
  static final int FAILED = 1;

  /** The command line, or a transcript, is wrong. */
  static final int USAGE = 2;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "only transcripts with this in their name")
  private String filter = "";

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description =
          "besides protocol, which is always played: scripted (agents with the scripted model)")
  private List<String> suites = new ArrayList<>();

  @Option(
      names = "--transcripts",
      paramLabel = "DIR",
      description = "the transcripts of this folder instead")
  private @Nullable Path folder;

  @Option(names = "--list", description = "only tell the names and titles")
  private boolean list;

  @Option(names = "--json", description = "tell everything as one JSON object")
  private boolean json;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "how long an answer may take (default: ${DEFAULT-VALUE})")
  private int patience;

  @Option(
      names = "--env",
      paramLabel = "KEY=VALUE",
      description = "for the agent's environment; may be repeated")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = "--long-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.LASTING,
      description = "a prompt that keeps the agent busy until it is cancelled")
  private String longPrompt = Prompts.LASTING;

  @Option(
      names = "--short-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.QUICK,
      description = "a prompt that is answered quickly (default: ${DEFAULT-VALUE})")
  private String shortPrompt = Prompts.QUICK;

  @Option(
      names = "--edit-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.EDIT,
      description =
          "a prompt that makes the agent change the file notes.txt (default: ${DEFAULT-VALUE})")
  private String editPrompt = Prompts.EDIT;

  @Option(
      names = "--run-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.RUN,
      description = "a prompt that makes it run a harmless command (default: ${DEFAULT-VALUE})")
  private String runPrompt = Prompts.RUN;

  @Option(
      names = "--read-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.READ,
      description = "a prompt that makes it read the file notes.txt (default: ${DEFAULT-VALUE})")
  private String readPrompt = Prompts.READ;

  @Option(
      names = "--plan-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.PLAN,
      description = "a prompt that makes it tell a plan")
  private String planPrompt = Prompts.PLAN;

  @Option(
      names = "--login",
      paramLabel = "METHOD",
      description = "authenticate with this method first")
  private @Nullable String login;

  @Option(
      names = {"-v", "--verbose"},
      description = "also tell what each transcript is about")
  private boolean verbose;

  @Parameters(paramLabel = "AGENT", arity = "0..*", description = "the agent's command, after --")
  private List<String> command = new ArrayList<>();

  private final PrintStream out;

  ConformanceCommand(PrintStream out) {
    this.out = out;
  }

  /** Runs and exits. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(out, System.err, args));
  }

  /** Runs with these streams; returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    return Cli.execute(new CommandLine(new ConformanceCommand(out)), out, err, args);
  }

  @Override
  public Integer call() throws IOException {
    for (String suite : suites) {
      if (!suite.equals("protocol") && !suite.equals("scripted")) {
        throw new UsageException("there is no suite '" + suite + "': protocol or scripted");
      }
    }
    List<Transcript> transcripts = transcripts();
    if (list) {
      transcripts.forEach(one -> out.println(one.name() + "  " + one.title()));
      return OK;
    }
    if (patience < 1) {
      throw new UsageException("--patience needs at least one second");
    }
    AgentCommand agent = Cli.agent("acp-conformance", command, environment);
    Judge judge = new Judge(agent, Duration.ofSeconds(patience), prompts(), login);
    Report report = json ? new Report.Json(out, command) : new Report.Text(out, verbose);
    return play(transcripts, judge, report);
  }

  private Prompts prompts() {
    return new Prompts(shortPrompt, longPrompt, editPrompt, runPrompt, readPrompt, planPrompt);
  }

  private List<Transcript> transcripts() throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UsageException("there is no folder " + folder);
    }
    List<String> wanted = new ArrayList<>(suites);
    wanted.add("protocol");
    List<Transcript> found =
        (folder == null ? Library.builtIn(wanted) : Library.under(folder))
            .stream().filter(one -> one.name().contains(filter)).toList();
    if (found.isEmpty()) {
      throw new UsageException("there is no transcript to play");
    }
    return found;
  }

  private static int play(List<Transcript> transcripts, Judge judge, Report report) {
    boolean failed = false;
    for (Transcript transcript : transcripts) {
      long begin = System.nanoTime();
      Verdict verdict = judge.judge(transcript);
      failed |= verdict instanceof Verdict.Failed;
      report.add(transcript, verdict, Duration.ofNanos(System.nanoTime() - begin));
    }
    report.end();
    return failed ? FAILED : OK;
  }
}
