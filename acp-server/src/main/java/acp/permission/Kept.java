package acp.permission;

import acp.shell.Deed;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that are not touched without asking, whatever the mode: those that decide what is allowed,
 * and those that let one in elsewhere. They are inside the workspace only where that is a home
 * folder.
 */
final class Kept {
  private final List<Path> folders;

  Kept(List<Path> folders) {
    List<Path> names = new ArrayList<>();
    for (Path folder : folders) {
      names.add(folder.toAbsolutePath().normalize());
    }
    this.folders = List.copyOf(names);
  }

  boolean holds(Path file) {
    return folders.stream()
        .anyMatch(folder -> file.startsWith(folder) || file.startsWith(real(folder)));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException notThere) {
      return folder;
    }
  }

  /** True if a command names one of them. */
  boolean isTouchedBy(Deed deed) {
    Path folder = deed.folder();
    return folder != null && deed.touched().stream().anyMatch(name -> isAt(folder, name));
  }

  private boolean isAt(Path folder, String name) {
    try {
      Path file = folder.resolve(name).normalize();
      return holds(file) || holds(real(file));
    } catch (InvalidPathException noName) {
      return false;
    }
  }

  /** What git reads before it does anything may name programs to run. */
  static boolean isOfGit(Path file) {
    for (Path name : file) {
      if (name.toString().equalsIgnoreCase(".git")) {
        return true;
      }
    }
    return false;
  }
}
