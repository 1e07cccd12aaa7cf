package acp.conformance.provider;

import acp.conformance.Cli;
import acp.conformance.Json;
import acp.conformance.UsageException;
import acp.conformance.Version;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code acp-provider}: plays a model's provider until it is ended. */
@Command(
    name = "acp-provider",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Plays a model's provider by a script, so that an agent can be tried without a model.",
    footer = {
      "",
      "Prints the base URL that the agent is to be given, then serves until its input ends.",
      "Example: acp-provider --dialect anthropic --script coding.script"
    })
public final class ProviderCommand implements Callable<Integer> {
  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      required = true,
      description = "openai, openai-responses, anthropic or gemini")
  private String dialect = "";

  @Option(
      names = "--script",
      paramLabel = "FILE",
      required = true,
      description = "what the model does, answer by answer")
  private Path script = Path.of("");

  @Option(names = "--port", paramLabel = "N", description = "where to serve (default: a free port)")
  private int port;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "write down each request as a line of JSON; keys are left out")
  private @Nullable Path record;

  private final PrintStream out;
  private final PrintStream err;

  ProviderCommand(PrintStream out, PrintStream err) {
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
    return Cli.execute(new CommandLine(new ProviderCommand(out, err)), out, err, args);
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isReadable(script)) {
      throw new UsageException("there is no script " + script);
    }
    Script read = Script.parse(script.toString(), Files.readString(script));
    try (PlayedProvider provider = PlayedProvider.start(dialect, read, port, this::note)) {
      out.println(provider.baseUrl());
      while (System.in.read() >= 0) {
        // Nothing is to be said to it; it serves until its input ends.
      }
      return provider.breaches().isEmpty() ? 0 : 1;
    }
  }

  private void note(Received request) {
    if (request.breach() != null) {
      err.println("acp-provider: " + request.target() + ": " + request.breach());
    }
    if (record != null) {
      ObjectNode line = Json.object().put("target", request.target());
      line.put("breach", request.breach()).set("body", request.body());
      try {
        Files.writeString(
            record, Json.write(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
  }
}
