package acp.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * The times of the jars that this program runs from. The JVM takes the AOT cache only with jars
 * whose times are those of the training run, and a plain copy of the image has new ones: it would
 * start at less than half the speed for ever. The build gives all jars one fixed time, so a copy
 * can be given it back.
 */
final class Jars {
  /** What the build sets; the same in {@code src/build/Image.java}. */
  static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private Jars() {}

  /**
   * Gives the jars of the image in {@code home} their time again; where that is not allowed,
   * nothing happens.
   */
  static void restoreTimes(Path home) {
    FileTime time = FileTime.from(TIME);
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(home.resolve("lib"), "*.jar")) {
      for (Path jar : jars) {
        if (!Files.getLastModifiedTime(jar).equals(time)) {
          Files.setLastModifiedTime(jar, time);
        }
      }
    } catch (IOException notOurs) {
      return; // an installation that only its administrator may touch
    }
  }
}
