package acp.tool.terminal;

import acp.tool.ChildEnvironment;
import acp.tool.Terminals;
import acp.tool.ToolContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Runs commands on this machine, each by {@code /bin/sh} in a process group of its own that ends
 * with its call, and with us however we end: a guard beside it notices when the pipe to us breaks.
 * {@code sh} and not the user's shell, because models write for it and profiles print.
 *
 * <p>A command reads nothing ({@code /dev/null}), sees an allow-listed environment ({@link
 * ChildEnvironment}), and what it prints on both streams comes as one, in order. What it leaves
 * running is ended when it ends; only a process that made a session of its own and let go of its
 * parents escapes that, and then does not hold us up. Thread-safe.
 */
public final class LocalTerminals implements Terminals {
  private final Map<String, String> environment;
  private final Outputs outputs;

  /**
   * @param ours the environment to take from, such as {@link System#getenv()}
   * @param outputs where output is kept that is cut
   */
  public LocalTerminals(Map<String, String> ours, Outputs outputs) {
    this.outputs = outputs;
    this.environment = Map.copyOf(ChildEnvironment.ofCommand(ours));
  }

  @Override
  public Mono<Finished> run(Command command, ToolContext context) {
    return Mono.using(
            () -> start(command, context),
            run -> run.finished(command.timeLimit()),
            LocalRun::close)
        .subscribeOn(Schedulers.boundedElastic());
  }

  private LocalRun start(Command command, ToolContext context) throws IOException {
    if (!Files.isDirectory(command.cwd())) {
      throw new IOException("The folder " + command.cwd() + " does not exist.");
    }
    try {
      return LocalRun.start(command, environment, new Pump(context), new Printed(outputs));
    } catch (IOException failure) {
      throw new IOException("The command could not be started.", failure);
    }
  }
}
