package acp.tool;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A process and all that it started, held still so that none of them can start another while they
 * are looked for: whoever is born between the look and the end of its parent belongs to nobody, and
 * would run for ever. The JVM cannot stop a process, so a shell does it; where there is none, what
 * is found at the first look is all.
 *
 * <p>Looking takes a glance at every process there is, so it belongs on a thread of its own.
 */
public final class Descendants {
  /** Each round finds what was started since the one before; the second finds nothing, usually. */
  private static final int ROUNDS = 20;

  private static final long SECONDS_FOR_A_SIGNAL = 2;

  private Descendants() {}

  /**
   * Finds a process and its descendants, and asks all of them to end.
   *
   * @return those who were asked, for {@link ProcessHandle#destroyForcibly} when their time is up
   */
  public static List<ProcessHandle> end(ProcessHandle root) {
    List<ProcessHandle> all = stopped(root);
    all.forEach(ProcessHandle::destroy);
    signal("CONT", all);
    return all;
  }

  private static List<ProcessHandle> stopped(ProcessHandle root) {
    Set<ProcessHandle> all = new LinkedHashSet<>();
    List<ProcessHandle> found = List.of(root);
    for (int round = 0; !found.isEmpty() && round < ROUNDS; round++) {
      all.addAll(found);
      signal("STOP", found);
      found = root.descendants().filter(one -> !all.contains(one)).toList();
    }
    all.addAll(found);
    return List.copyOf(all);
  }

  private static void signal(String name, List<ProcessHandle> to) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c"));
    command.add("for one; do kill -s " + name + " \"$one\"; done");
    command.add("sh");
    to.forEach(one -> command.add(String.valueOf(one.pid())));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.DISCARD)
          .start()
          .waitFor(SECONDS_FOR_A_SIGNAL, TimeUnit.SECONDS);
    } catch (IOException noShell) {
      // Then nobody is held still.
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
