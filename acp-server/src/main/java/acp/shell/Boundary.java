package acp.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folders that commands may work in unasked. Paths are followed as the system follows them:
 * each link when it is met, and {@code ..} from where the links have led. Asks the disk anew each
 * time.
 */
public final class Boundary {
  private static final int MOST_NAMES = 256;

  private final List<Path> roots;

  /**
   * @param roots absolute; one that does not exist holds nothing
   */
  public Boundary(List<Path> roots) {
    List<Path> real = new ArrayList<>();
    roots.forEach(root -> addReal(root, real));
    this.roots = List.copyOf(real);
  }

  private static void addReal(Path root, List<Path> real) {
    try {
      real.add(root.toRealPath());
    } catch (IOException gone) {
      // A folder that cannot be followed holds nothing.
    }
  }

  /** True if {@code path}, started from {@code folder}, is inside, whether or not it exists. */
  boolean holds(Path folder, String path) {
    Path real = follow(folder, path);
    return real != null && roots.stream().anyMatch(real::startsWith);
  }

  /** Where {@code path} leads; null where that cannot be told. */
  @Nullable Path follow(Path folder, String path) {
    try {
      Path named = Path.of(path);
      Path at = named.isAbsolute() ? named.getRoot() : folder.toRealPath();
      if (named.getNameCount() > MOST_NAMES) {
        return null;
      }
      for (Path name : named) {
        at = step(at, name.toString());
      }
      return at;
    } catch (IOException | InvalidPathException untold) {
      return null;
    }
  }

  private static Path step(Path at, String name) throws IOException {
    if (name.isEmpty() || name.equals(".")) {
      return at;
    }
    if (name.equals("..")) {
      return at.getParent() == null ? at : at.getParent();
    }
    Path next = at.resolve(name);
    return Files.exists(next, LinkOption.NOFOLLOW_LINKS) ? next.toRealPath() : next;
  }
}
