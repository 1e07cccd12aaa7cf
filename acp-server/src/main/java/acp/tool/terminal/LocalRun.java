package acp.tool.terminal;

import static java.util.Objects.requireNonNull;

import acp.event.Fence;
import acp.tool.Descendants;
import acp.tool.Terminals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One command that runs on this machine.
 *
 * <p>Ending it means closing the pipe to its guard, which ends the group. Its descendants are ended
 * by us as well: some make groups of their own, and where neither {@code setsid} nor {@code perl}
 * exists there is no group at all.
 */
final class LocalRun {
  /** How long what is asked to end may take before it is made to. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long after the end we listen to a pipe that someone still holds: the guard's kill fits. */
  private static final Duration ECHO = Duration.ofMillis(1500);

  private final Process process;
  private final Pump pump;
  private final Printed printed;
  private final Sinks.Empty<Void> silent = Sinks.empty();
  private final AtomicBoolean killed = new AtomicBoolean();

  private LocalRun(Process process, Pump pump, Printed printed) {
    this.process = process;
    this.pump = pump;
    this.printed = printed;
  }

  static LocalRun start(
      Terminals.Command command, Map<String, String> environment, Pump pump, Printed printed)
      throws IOException {
    String guard = guard();
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", guard, guard, "start", command.line())
            .directory(command.cwd().toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    LocalRun run = new LocalRun(builder.start(), pump, printed);
    Thread.ofPlatform().daemon().name("command-output").start(run::listen);
    return run;
  }

  /** Waits for its end, or brings it about when its time is up. */
  Mono<Terminals.Finished> finished(Duration timeLimit) {
    Mono<Terminals.Finished> finished =
        exit()
            .timeout(timeLimit, Mono.defer(this::exitWhenKilled))
            .flatMap(
                code -> {
                  letGo();
                  return silent
                      .asMono()
                      .timeout(ECHO, Mono.empty())
                      .then(Mono.defer(pump::close))
                      .then(Mono.fromSupplier(() -> finished(code)));
                });
    return Mono.firstWithSignal(finished, pump.broken());
  }

  /** Ends what still runs, without waiting for it. */
  void close() {
    printed.end();
    pump.dispose();
    if (process.isAlive()) {
      kill();
    } else {
      letGo();
    }
  }

  private Mono<Integer> exit() {
    return Mono.fromFuture(() -> process.onExit().thenApply(Process::exitValue), true);
  }

  private Mono<Integer> exitWhenKilled() {
    kill();
    return exit().timeout(PATIENCE.multipliedBy(2), Mono.just(0));
  }

  private Terminals.Finished finished(int code) {
    printed.end();
    String text = printed.text();
    @Nullable Integer exitCode = killed.get() ? null : Integer.valueOf(code);
    return new Terminals.Finished(text, exitCode, killed.get(), Fence.around(text), printed.kept());
  }

  private void listen() {
    Utf8Pieces pieces = new Utf8Pieces();
    byte[] bytes = new byte[8 * 1024];
    try (InputStream in = process.getInputStream()) {
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        printed.add(bytes, length);
        pump.put(pieces.next(bytes, length));
      }
    } catch (IOException broken) {
      // The command is gone, and with it what it might have printed.
    }
    pump.put(pieces.end());
    silent.tryEmitEmpty();
  }

  /**
   * On a thread of its own, because finding the descendants takes a look at every process there is,
   * and on no pool, because it must not wait behind anything.
   */
  private void kill() {
    if (killed.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("command-end").start(this::killNow);
    }
  }

  private void killNow() {
    List<ProcessHandle> all = Descendants.end(process.toHandle());
    letGo();
    Schedulers.parallel()
        .schedule(
            () -> all.forEach(ProcessHandle::destroyForcibly),
            PATIENCE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Tells the guard to end what is left of the group. */
  private void letGo() {
    try {
      process.getOutputStream().close();
    } catch (IOException guardIsGone) {
      // Then there is nobody left to tell.
    }
  }

  private static String guard() throws IOException {
    try (InputStream in =
        requireNonNull(LocalRun.class.getResourceAsStream("guard.sh"), "guard.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n"));
    }
  }
}
