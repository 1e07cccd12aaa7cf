package acp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One prompt without an editor: for scripts, pipelines and the impatient. */
@Command(
    name = Run.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Answers one prompt without an editor. Only the answer goes to stdout; what happens on the way"
          + " goes to stderr.",
      "Nobody can be asked: what would need permission is refused, unless --mode or --allow permits"
          + " it. The session is kept like any other, and editors can load it."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 error, 2 stopped at a limit, 3 refused, by the model or for want of"
          + " permission, 130 cancelled."
    })
final class Run implements Callable<Integer> {
  static final String NAME = "run";
  static final int ERROR = 1;

  /** A prompt is typed, or a file of instructions; not a dump of a disk. */
  private static final int MAX_INPUT = 4 << 20;

  /** How long the end of a cancelled turn may take. */
  private static final long FAREWELL_SECONDS = 5;

  @ParentCommand private Commands commands;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "-",
      description = "Reads the prompt from stdin; so does -i -.")
  private @Nullable String dash;

  @Option(
      names = {"-t", "--text"},
      paramLabel = "<prompt>",
      description = "The prompt.")
  private @Nullable String text;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "<file>",
      description = "A file that holds the prompt.")
  private @Nullable String file;

  @Option(
      names = "--resume",
      paramLabel = "<id|last>",
      description = "Goes on with that session, or with the last one of the folder.")
  private @Nullable String resume;

  @Option(
      names = "--output",
      paramLabel = "<text|json|stream-json>",
      defaultValue = "text",
      description =
          "The answer alone; one JSON object; or each update of the protocol as a line of JSON, and"
              + " last the object.")
  private String output;

  @Option(names = "--mode", paramLabel = "<mode>", description = "How much is done without asking.")
  private @Nullable String mode;

  @Option(names = "--model", paramLabel = "<provider/model>", description = "The model.")
  private @Nullable String model;

  @Option(
      names = "--allow",
      paramLabel = "<tool[: text]>",
      description =
          "Permits what would be asked: a tool by its name, or, as in 'run_command: npm test*', what"
              + " it would do. A * stands for any characters; in a command not for ; & | and the"
              + " like. May be repeated.")
  private List<String> allow = new ArrayList<>();

  @Option(
      names = "--max-requests",
      paramLabel = "<n>",
      description = "How often the model may be asked.")
  private @Nullable String maxRequests;

  @Option(
      names = "--cwd",
      paramLabel = "<folder>",
      defaultValue = "",
      description = "Where to work; else the current folder.")
  private String cwd;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Shown shown = shown(out);
    Host host = commands.host();
    String prompt = prompt(host.input());
    Path folder = Path.of(cwd).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw wrong("--cwd: there is no folder " + folder);
    }
    var console = new Progress(spec.commandLine().getErr(), host.colours());
    var wanted = new Headless.Wanted(prompt, folder, resume, mode, model, Allowed.of(allow));
    try (Host.Link link = host.start(flags())) {
      return cancellable(new Headless(link, shown, console), wanted);
    }
  }

  /** Runs; a signal from outside cancels the turn, and waits until all is said and kept. */
  private static int cancellable(Headless run, Headless.Wanted wanted) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(run, over), "cancel");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return run.run(wanted);
    } finally {
      over.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // it is what ends us
      }
    }
  }

  private static void stop(Headless run, CountDownLatch over) {
    run.cancel();
    try {
      if (!over.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        return; // whatever keeps it is cut off
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private Shown shown(PrintWriter out) {
    return switch (output) {
      case "text" -> new Shown.Text(out);
      case "json" -> new Shown.Json(out);
      case "stream-json" -> new Shown.Stream(out);
      default -> throw wrong("--output is one of text, json and stream-json");
    };
  }

  /** The server's own flags may stand before the command; those here count more. */
  private Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>();
    for (OptionSpec given : spec.parent().commandLine().getParseResult().matchedOptions()) {
      String name = given.longestName().substring(2);
      flags.put(name, given.arity().max() == 0 ? "true" : given.stringValues().getLast());
    }
    put(flags, "mode", mode);
    put(flags, "model", model);
    put(flags, "max-turn-requests", maxRequests);
    return flags;
  }

  private static void put(Map<String, String> flags, String name, @Nullable String value) {
    if (value != null) {
      flags.put(name, value);
    }
  }

  private String prompt(InputStream input) throws IOException {
    boolean stdin = dash != null;
    if (stdin && !"-".equals(dash)) {
      throw wrong("\"" + dash + "\" is not understood; a prompt is given with -t");
    }
    int given = (text == null ? 0 : 1) + (file == null ? 0 : 1) + (stdin ? 1 : 0);
    if (given != 1) {
      throw wrong("give one prompt: -t \"…\", -i <file>, or - for stdin");
    }
    String prompt = text;
    if (prompt == null) {
      prompt = stdin || "-".equals(file) ? read(input) : read(Path.of(String.valueOf(file)));
    }
    if (prompt.isBlank()) {
      throw wrong("the prompt is empty");
    }
    return prompt;
  }

  private String read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw wrong("there is no file " + path);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(in);
    }
  }

  private String read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_INPUT + 1);
    if (bytes.length > MAX_INPUT) {
      throw wrong("the prompt is longer than " + (MAX_INPUT >> 20) + " MiB");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
