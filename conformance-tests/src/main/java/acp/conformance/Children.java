package acp.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes that an agent has started, and that these have: found as long as the agent lives,
 * since later nobody can say whose they were. For one thread.
 */
final class Children {
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final ProcessHandle agent;
  private final Set<ProcessHandle> found = new LinkedHashSet<>();

  Children(ProcessHandle agent) {
    this.agent = agent;
  }

  /** Looks for new ones. */
  void look() {
    agent.descendants().forEach(found::add);
  }

  /** Kills those that are left. */
  void kill() {
    found.forEach(ProcessHandle::destroyForcibly);
  }

  /** Waits until all that were found have ended; returns those that have not within that time. */
  List<String> awaitEnd(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    for (ProcessHandle child : found) {
      while (isRunning(child) && System.nanoTime() < end) {
        glance(child);
      }
    }
    return found.stream().filter(Children::isRunning).map(Children::describe).toList();
  }

  private static void glance(ProcessHandle child) {
    try {
      child.onExit().get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return; // It is looked at again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while playing", e);
    }
  }

  /** What has ended and is not yet taken note of by its parent is not running. */
  private static boolean isRunning(ProcessHandle child) {
    if (!child.isAlive()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
      return !stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    } catch (IOException e) {
      return child.isAlive();
    }
  }

  private static String describe(ProcessHandle child) {
    String command = child.info().commandLine().or(() -> child.info().command()).orElse("");
    return Texts.shorten("process " + child.pid() + " " + command, 300).strip();
  }
}
