package acp.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** The command line as people see it: help, version, and the commands. */
@Command(
    name = Commands.NAME,
    description = {
      "A coding agent for editors, over the Agent Client Protocol.",
      "Without a command it serves one editor on stdin and stdout, which is how editors start it."
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    sortOptions = false,
    usageHelpAutoWidth = true,
    mixinStandardHelpOptions = true,
    subcommands = {Run.class, Demo.class, Login.class, Logout.class, Sessions.class, Doctor.class})
public final class Commands implements Runnable {
  static final String NAME = "acp-server";

  @Spec private CommandSpec spec;

  private final Program program;
  private final PrintStream out;

  private Commands(Program program, PrintStream out) {
    this.program = program;
    this.out = out;
  }

  /** The user's keys, for the commands that change them. */
  public interface Keys {

    /**
     * Asks the user for a key, without showing it.
     *
     * @return one line; null at the end of input
     */
    @Nullable String ask(String question);

    /** Whose keys there may be. */
    List<Owner> owners();

    /** Whose key it is, by how it looks; null if that does not tell. */
    @Nullable Owner ownerOf(String key);

    /** Keeps it; fails with a sentence for people if it cannot. */
    void store(Owner owner, String key);

    /** Takes what was kept away; nothing happens if nothing was. */
    void remove(Owner owner);

    /** Where they are kept. */
    Path place();
  }

  /**
   * Who gives keys: a provider of models.
   *
   * @param id what it is called on the command line
   * @param title for people
   * @param keyNames under which its key may be kept, the usual one first
   */
  public record Owner(String id, String title, List<String> keyNames) {
    public Owner {
      keyNames = List.copyOf(keyNames);
    }
  }

  Keys keys() {
    return program.keys;
  }

  /** Opens the store, with these flags of the server's, named without dashes. */
  Kept kept(Map<String, String> flags) {
    return program.kept.apply(flags);
  }

  /** Looks the program over, with these flags of the server's, named without dashes. */
  Checkup checkup(Map<String, String> flags) {
    return program.host.checkup(flags);
  }

  /** The flags of the server's own that were given before the command, without dashes. */
  Map<String, String> flags() {
    Map<String, String> given = new HashMap<>();
    for (Flag flag : program.flags) {
      Object value = spec.commandLine().getParseResult().matchedOptionValue(flag.name, null);
      if (value != null) {
        given.put(flag.name.substring(2), value.toString());
      }
    }
    return given;
  }

  /** Standard output, as it is. */
  PrintStream out() {
    return out;
  }

  Host host() {
    return program.host;
  }

  /**
   * The owner of that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  Owner owner(String id) {
    return program.keys.owners().stream()
        .filter(owner -> owner.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no provider " + id + "; known are: " + ownerIds(", ")));
  }

  String ownerIds(String separator) {
    return program.keys.owners().stream().map(Owner::id).collect(Collectors.joining(separator));
  }

  /**
   * What the program says of itself.
   *
   * @param kept opens the sessions, given flags of the server's by their names without dashes
   * @param flags those of the server itself, for the help
   */
  public record Program(
      String version,
      Path sessions,
      Path settings,
      Keys keys,
      Host host,
      Path log,
      Function<Map<String, String>, Kept> kept,
      List<Flag> flags) {
    public Program {
      flags = List.copyOf(flags);
    }
  }

  /**
   * A flag of the server itself.
   *
   * @param name with its dashes
   * @param value what it takes, as the help shows it; empty for nothing
   */
  public record Flag(String name, String value, String description) {}

  /**
   * Runs the command that {@code args} name.
   *
   * @return the exit code: 0 done, 1 failed, 2 not understood, with one line on {@code err}; a
   *     prompt that is run has codes of its own
   */
  public static int run(String[] args, Program program, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new Commands(program, out));
    describe(line.getCommandSpec(), program);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(
        (bad, given) -> {
          String first = String.valueOf(bad.getMessage()).lines().findFirst().orElse("");
          boolean runs = bad.getCommandLine().getCommandName().equals(Run.NAME);
          String help = runs ? NAME + " " + Run.NAME : NAME;
          err.println(NAME + ": " + first + ". Try: " + help + " --help");
          return runs ? Run.ERROR : 2;
        });
    line.setExecutionExceptionHandler(
        (failure, command, given) -> {
          err.println(NAME + ": " + failure.getMessage());
          return 1;
        });
    return line.execute(args);
  }

  private static void describe(CommandSpec spec, Program program) {
    spec.version(NAME + " " + program.version);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("acp")
            .description("Means the server itself; some editors pass it.")
            .build());
    for (Flag flag : program.flags) {
      spec.addOption(
          OptionSpec.builder(flag.name)
              .arity(flag.value.isEmpty() ? "0" : "1")
              .type(flag.value.isEmpty() ? boolean.class : String.class)
              .paramLabel(flag.value)
              .description(flag.description)
              .build());
    }
    spec.usageMessage()
        .footer(
            "",
            "Sessions: " + program.sessions,
            "Settings: " + program.settings,
            "Keys:     " + program.keys.place() + " (only you may read it)",
            "Log:      " + program.log);
  }

  /** Reached only with arguments that are not the server's own. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Unknown command: " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
  }
}
