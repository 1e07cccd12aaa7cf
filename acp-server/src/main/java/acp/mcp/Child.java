package acp.mcp;

import static java.util.Objects.requireNonNull;

import acp.session.ToolServer;
import acp.tool.Descendants;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * The process of one server, in a group of its own that ends with us, however we end: a guard
 * between us and it passes on what we write, and notices when the pipe to us breaks.
 */
final class Child {
  /** What a server has to end by itself, and again when it was asked to; as in the guard. */
  private static final Duration GRACE = Duration.ofMillis(750);

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /**
   * Starts the server. Slow: it makes processes.
   *
   * @param environment all that it sees besides its own variables
   * @throws Trouble if the system does not start it
   */
  static Child start(ToolServer.Stdio server, String cwd, Map<String, String> environment) {
    try {
      Path folder = Path.of(cwd);
      if (!Files.isDirectory(folder)) {
        throw new Trouble("The folder to start it in does not exist.");
      }
      String guard = guard();
      ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", guard, guard, "start");
      builder.command().add(server.command());
      builder.command().addAll(server.args());
      builder.directory(folder.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().putAll(server.env());
      return new Child(builder.start());
    } catch (IOException | IllegalArgumentException failure) {
      throw new Trouble("It could not be started.", failure);
    }
  }

  /** What it reads. Closing this ends it, with all that it started. */
  OutputStream input() {
    return process.getOutputStream();
  }

  InputStream output() {
    return process.getInputStream();
  }

  InputStream errors() {
    return process.getErrorStream();
  }

  /** How it ended, in a sentence. */
  Mono<String> ended() {
    return Mono.fromFuture(() -> process.onExit().thenApply(Process::exitValue), true)
        .map(Child::ending);
  }

  private static String ending(int code) {
    return switch (code) {
      case 0 -> "It ended.";
      case 126 -> "Its command cannot be run.";
      case 127 -> "Its command was not found.";
      default ->
          code > 128 && code < 160
              ? "It was ended by signal " + (code - 128) + "."
              : "It ended with exit code " + code + ".";
    };
  }

  /**
   * Sees to it that nothing is left when the guard has had its time: not what has left the group,
   * and nothing at all where there was no guard or no group. On a thread of its own, because
   * finding the descendants takes a look at every process.
   */
  void reap() {
    Thread.ofPlatform().daemon().name("mcp-end").start(this::reapLater);
  }

  /** What ends by itself may leave others behind, so these are looked for first. */
  private void reapLater() {
    Set<ProcessHandle> all = new LinkedHashSet<>(process.descendants().toList());
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        // What is ended against its will may start others meanwhile, unless it is held still.
        all.addAll(Descendants.end(process.toHandle()));
        process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static String guard() throws IOException {
    try (InputStream in = requireNonNull(Child.class.getResourceAsStream("guard.sh"), "guard.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n"));
    }
  }
}
