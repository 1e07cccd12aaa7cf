package acp.tool;

import static java.util.Objects.requireNonNull;

import acp.event.Shown;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Runs commands. */
public interface Terminals {

  /**
   * Runs a command line with the system's shell until it ends or its time is up; then it and all it
   * started are ended. Unsubscribing ends it at once, in the same way. What it prints is shown
   * through the context while it runs.
   *
   * @return fails with an {@link java.io.IOException} whose message is fit for the model if the
   *     command could not be started or was lost sight of
   */
  Mono<Finished> run(Command command, ToolContext context);

  /** A command line. */
  record Command(String line, Path cwd, Duration timeLimit) {
    public Command {
      requireNonNull(line, "line");
      requireNonNull(cwd, "cwd");
      requireNonNull(timeLimit, "timeLimit");
    }
  }

  /**
   * How a command ended.
   *
   * @param output what it printed, both streams as they came, bounded: head and tail, with a note
   *     of what was cut
   * @param exitCode null if the time limit ended it, or if it is not known; 128 and the signal's
   *     number, as shells say it, if a signal did
   * @param timedOut true if its time was up
   * @param shown how to show it
   * @param kept under which id all of the output can be read, if some was cut; else null
   */
  record Finished(
      String output,
      @Nullable Integer exitCode,
      boolean timedOut,
      Shown shown,
      @Nullable String kept) {

    /** A command of whose output nothing was cut. */
    public Finished(String output, @Nullable Integer exitCode, boolean timedOut, Shown shown) {
      this(output, exitCode, timedOut, shown, null);
    }

    public Finished {
      requireNonNull(output, "output");
      requireNonNull(shown, "shown");
    }
  }
}
