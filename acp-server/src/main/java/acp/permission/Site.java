package acp.permission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a session works.
 *
 * @param cwd absolute
 * @param roots the additional directories, absolute
 */
public record Site(Path cwd, List<Path> roots) {

  public Site {
    roots = List.copyOf(roots);
  }

  /** All that is inside the workspace is inside one of these. */
  List<Path> folders() {
    List<Path> all = new ArrayList<>(roots);
    all.addFirst(cwd);
    return all;
  }

  /** The root of the project that the session works on; touches the disk. */
  public Path project() {
    return project(cwd);
  }

  /**
   * What a folder belongs to: the repository that it is in, without one the folder itself; with all
   * links followed, so that it has one name. What a project's files say plays no part.
   */
  public static Path project(Path folder) {
    Path real;
    try {
      real = folder.toRealPath();
    } catch (IOException gone) {
      real = folder.toAbsolutePath().normalize();
    }
    for (Path at = real; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return at;
      }
    }
    return real;
  }
}
