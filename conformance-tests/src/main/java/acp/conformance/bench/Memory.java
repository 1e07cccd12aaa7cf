package acp.conformance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The resident memory of a process and all it has started, from {@code /proc}. */
final class Memory {
  private Memory() {}

  /** In MB of 1024 KiB, or {@code null} on systems without {@code /proc}. */
  static @Nullable Double residentMegabytes(ProcessHandle process) {
    if (!Files.isReadable(Path.of("/proc/self/status"))) {
      return null;
    }
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToDouble(one -> residentKilobytes(one.pid()) / 1024.0)
        .sum();
  }

  private static long residentKilobytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      return 0; // A child that has just ended holds no memory.
    }
    return 0;
  }
}
