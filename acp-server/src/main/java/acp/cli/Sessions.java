package acp.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands about the sessions that are kept, each a class of its own. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    description = "Finds sessions, and carries them out of the store and into it.",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ListSessions.class,
      SearchSessions.class,
      ShowSession.class,
      ListMessages.class,
      RenameSession.class,
      TagSession.class,
      RewindSession.class,
      TrimSession.class,
      ForkSession.class,
      ArchiveSessions.class,
      ArchiveSessions.Back.class,
      DeleteSessions.class,
      RestoreSessions.class,
      PurgeSessions.class,
      CleanUpSessions.class,
      WatchSessions.class,
      SessionStats.class,
      ExportSessions.class,
      ImportSessions.class
    })
final class Sessions implements Runnable {
  @ParentCommand private Commands commands;
  @Spec private CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "<folder>",
      scope = ScopeType.INHERIT,
      description = "Where sessions are kept. (ACP_SERVER_DATA_DIR)")
  private @Nullable Path dataDir;

  @Option(
      names = "--read-only",
      scope = ScopeType.INHERIT,
      description = "Write nothing to the store. (ACP_SERVER_READ_ONLY)")
  private boolean readOnly;

  /** Opens the store. */
  Kept open() {
    return commands.kept(flags());
  }

  /** Starts the server on the store. */
  Caller call() throws InterruptedException, Refusal {
    return Caller.start(commands.host(), flags());
  }

  /** Those given before the command; those here count more. */
  private Map<String, String> flags() {
    Map<String, String> flags = new HashMap<>(commands.flags());
    if (dataDir != null) {
      flags.put("data-dir", dataDir.toString());
    }
    if (readOnly) {
      flags.put("read-only", "true");
    }
    return flags;
  }

  Commands commands() {
    return commands;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do with them; see sessions --help");
  }
}
