package acp.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code acp-conformance}: plays transcripts to an agent and tells what it found. */
@Command(
    name = "acp-conformance",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Judges an ACP agent: is it conformant, requirement by requirement? Each transcript is played"
            + " to a fresh process in a fresh home.",
    footer = {
      "",
      "Exit code: 0 conformant, 1 not conformant, 2 wrong usage.",
      "Example: acp-conformance --report report.html -- my-agent --acp"
    })
public final class ConformanceCommand implements Callable<Integer> {

  /** The agent is conformant. */
  static final int OK = 0;

  /** It is not. */
  static final int FAILED = 1;

  /** The command line, or a transcript, is wrong. */
  static final int USAGE = 2;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "also write a report: .json, .html, .md, or .xml for JUnit; may be repeated")
  private List<Path> reports = new ArrayList<>();

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "only transcripts with this in their name or in a requirement's id")
  private String filter = "";

  private static final List<String> ALL = List.of("protocol", "scripted");

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      split = ",",
      description = "whose failures count: mandatory, capability, advisory (default: all three)")
  private List<String> tiers = new ArrayList<>();

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description =
          "protocol (any agent), or scripted besides (agents that act by the scripted prompts);"
              + " default: scripted too, if the agent acts by them")
  private List<String> suites = new ArrayList<>();

  @Option(
      names = "--transcripts",
      paramLabel = "DIR",
      description = "the transcripts of this folder instead, and its requirements as well")
  private @Nullable Path folder;

  @Option(names = "--list", description = "only tell the requirements and their transcripts")
  private boolean list;

  @Option(names = "--list-transcripts", description = "only tell the transcripts and their titles")
  private boolean listTranscripts;

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
      description = "for the agent's environment; may be repeated; reports do not tell it")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Mixin private PromptOptions prompts = new PromptOptions();

  @Option(
      names = "--login",
      paramLabel = "METHOD",
      description = "authenticate with this method first")
  private @Nullable String login;

  @Option(
      names = {"-v", "--verbose"},
      description = "also tell each transcript as it is played")
  private boolean verbose;

  @Parameters(paramLabel = "AGENT", arity = "0..*", description = "the agent's command, after --")
  private List<String> command = new ArrayList<>();

  private final PrintStream out;
  private final PrintStream err;

  ConformanceCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs and exits. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(out, System.err, args));
  }

  /** Runs with these streams; returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    return Cli.execute(new CommandLine(new ConformanceCommand(out, err)), out, err, args);
  }

  @Override
  public Integer call() throws IOException {
    for (String suite : suites) {
      if (!suite.equals("protocol") && !suite.equals("scripted")) {
        throw new UsageException("there is no suite '" + suite + "': protocol or scripted");
      }
    }
    Set<Tier> counted = counted();
    Selection all = Selection.of(suites.isEmpty() ? ALL : suites, folder, filter);
    if (listTranscripts) {
      all.listTranscripts(out);
      return OK;
    }
    if (list) {
      all.listRequirements(out);
      return OK;
    }
    if (patience < 1) {
      throw new UsageException("--patience needs at least one second");
    }
    AgentCommand agent = Cli.agent("acp-conformance", command, environment);
    List<ReportFile> files = reports.stream().map(ReportFile::new).toList();
    for (ReportFile file : files) {
      file.prepare();
    }
    Judge judge = new Judge(agent, Duration.ofSeconds(patience), prompts.prompts(), login);
    Run run = judge(Selection.of(suites(judge), folder, filter), judge, counted);
    out.print(json ? JsonReport.of(run) + "\n" : TextReport.of(run));
    for (ReportFile file : files) {
      file.write(run);
    }
    return run.conformant() ? OK : FAILED;
  }

  /** The suites that were asked for; if none was, those that suit the agent. */
  private List<String> suites(Judge judge) throws IOException {
    boolean isAsked = !suites.isEmpty() || folder != null;
    return isAsked || !(judge.judge(Library.probe()) instanceof Verdict.Passed) ? suites : ALL;
  }

  private Set<Tier> counted() {
    Set<Tier> counted = EnumSet.noneOf(Tier.class);
    for (String word : tiers) {
      Tier tier = Tier.named(word.strip());
      if (tier == null || tier == Tier.INFORMATIONAL) {
        throw new UsageException(
            "--tier knows mandatory, capability and advisory, but not '" + word + "'");
      }
      counted.add(tier);
    }
    return counted.isEmpty() ? EnumSet.complementOf(EnumSet.of(Tier.INFORMATIONAL)) : counted;
  }

  private Run judge(Selection selection, Judge judge, Set<Tier> counted) {
    Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<Played> played = new ArrayList<>();
    Progress progress =
        new Progress(
            err, Progress.hasTerminal() && !verbose && !json, selection.transcripts().size());
    for (Transcript transcript : selection.transcripts()) {
      progress.begin(transcript);
      Played one = judge.play(transcript);
      played.add(one);
      if (verbose && !json) {
        out.println(Texts.withoutControls(TextReport.ofTranscript(one)));
        out.println("      " + transcript.title());
        out.println("      " + transcript.spec());
      }
    }
    progress.end();
    if (verbose && !json) {
      out.println();
    }
    Secrets secrets = new Secrets(environment.values());
    return new Run(
        command.stream().map(secrets::mask).toList(),
        begin,
        counted,
        Run.judge(selection.catalogue(), selection.asked(), played),
        played);
  }
}
