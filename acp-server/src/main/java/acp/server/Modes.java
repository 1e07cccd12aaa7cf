package acp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read a file, where the disk knows such a thing. */
final class Modes {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private Modes() {}

  static boolean isOpenToOthers(Path file) {
    try {
      return !OWNER.containsAll(Files.getPosixFilePermissions(file));
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /** Leaves it to its owner alone; false if that cannot be done. */
  static boolean close(Path file) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
