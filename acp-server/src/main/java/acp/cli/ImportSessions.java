package acp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Reads sessions from files, also from those of other programs. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads sessions from a file, or from all files in a folder and below it that are sessions.",
      "Importing the same again changes nothing. Says what could not be carried over."
    })
final class ImportSessions implements Callable<Integer> {
  @ParentCommand private Sessions sessions;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<file or folder>", description = "Where they are.")
  private Path from;

  @Option(
      names = "--from",
      paramLabel = "<program>",
      description = "Whose they are: acp-server, goose, claude, codex or agentry; else seen.")
  private @Nullable String format;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(names = "--as-new", description = "Give each session a new id.")
  private boolean asNew;

  @Option(names = "--json", description = "Tell it as JSON, a line for each session.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int[] seen = {0, 0};
    try (Kept kept = sessions.open()) {
      if (format != null && !kept.importFormats().contains(format)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "There is no format "
                + format
                + "; known are: "
                + String.join(", ", kept.importFormats()));
      }
      kept.bring(
          new Kept.Import(from, format, dryRun, asNew),
          told -> {
            out.println(json ? told.json() : told.line());
            seen[told.failed() ? 1 : 0]++;
          });
    }
    if (seen[0] + seen[1] == 0) {
      spec.commandLine().getErr().println("There is no session in " + from);
    }
    return seen[0] > 0 && seen[1] == 0 ? 0 : 1;
  }
}
