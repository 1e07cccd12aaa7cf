package acp.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process, as others can tell it from all others and see whether it lives.
 *
 * @param owner like no other's
 * @param host what the machine is called
 * @param pidSpace within which the pid means something: containers have one each
 * @param boot since when the machine runs; empty where nobody can say
 * @param started which of those that had the pid, by a clock that nobody sets; empty where nobody
 *     can say
 */
record Holder(String owner, String host, String pidSpace, String boot, long pid, String started) {

  /** So long is a process elsewhere believed to live that was not seen. */
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** So often a process that works says that it lives. */
  static final Duration BEAT = Duration.ofSeconds(10);

  private static final Path PROC = Path.of("/proc");

  /** This process. Reads some small files. */
  static Holder self() {
    long pid = ProcessHandle.current().pid();
    return new Holder(
        UUID.randomUUID().toString(), hostName(), ownPidSpace(), bootId(), pid, startOf(pid));
  }

  /**
   * Whether this process lives, as {@code observer} sees it: by its pid on the same machine, so
   * that a dead one is known at once; and by when it was last seen on another.
   */
  boolean isAlive(Holder observer, Instant seen, Instant now) {
    if (!host.equals(observer.host) || !pidSpace.equals(observer.pidSpace)) {
      // A clock may have been set meanwhile, either way.
      return Duration.between(seen, now).abs().compareTo(TIMEOUT) <= 0;
    }
    if (!boot.equals(observer.boot)) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isPresent() && process.get().isAlive() && started.equals(startOf(pid));
  }

  /**
   * Since when the machine runs: not the time, which is set now and then, but what it is called.
   */
  static String bootId() {
    String id = read(PROC.resolve("sys/kernel/random/boot_id"));
    if (id != null) {
      return id.strip();
    }
    return startInstant(1); // the first process lives as long as the machine runs
  }

  private static String hostName() {
    String name = read(PROC.resolve("sys/kernel/hostname"));
    if (name == null) {
      // Asking for it by the name service may take seconds.
      name = System.getenv("HOSTNAME");
    }
    return name == null || name.isBlank() ? "localhost" : name.strip();
  }

  private static String ownPidSpace() {
    try {
      return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /**
   * When a process began. On Linux in ticks since the machine did, since the JDK reckons a time of
   * the day from that, which changes when the clock is set; empty for one that has ended and was
   * not collected yet.
   */
  private static String startOf(long pid) {
    String stat = read(PROC.resolve(pid + "/stat"));
    if (stat == null) {
      return startInstant(pid);
    }
    // The name in parentheses may hold blanks; behind it come the state and then numbers.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    boolean ended = fields.length < 20 || fields[0].equals("Z") || fields[0].equals("X");
    return ended ? "ended" : fields[19];
  }

  private static String startInstant(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .map(Instant::toString)
        .orElse("");
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
