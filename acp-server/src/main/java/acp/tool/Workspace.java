package acp.tool;

import acp.protocol.AcpException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where a session works: its cwd, which relative paths start from, and its additional directories.
 * A path that a model names is taken through here before anything is done with it. Immutable and
 * thread-safe; asks the file system anew each time, because links come and go.
 */
public final class Workspace {
  /** Characters of a path; systems know none that are longer. */
  private static final int LONGEST = 4096;

  private final Path cwd;
  private final List<Path> roots;

  /** All absolute. */
  public Workspace(Path cwd, List<Path> additional) {
    this.cwd = cwd;
    this.roots = List.copyOf(additional);
  }

  public Path cwd() {
    return cwd;
  }

  /** The additional directories, in the client's order. */
  public List<Path> roots() {
    return roots;
  }

  /**
   * The file or folder that {@code path} names, whether it exists or not: absolute, without {@code
   * .} and {@code ..}, and not otherwise changed, so that editors know it by the name they use.
   *
   * <p>It is inside the workspace after every link on the way has been followed; where that cannot
   * be told, as for a link that leads nowhere, it counts as outside. Touches the disk.
   *
   * @param path absolute, relative to the cwd, or a {@code file:} URI; {@code ~} has no meaning
   * @throws AcpException (invalid params) with a sentence fit for the model
   */
  public Path resolve(String path) {
    Path absolute = cwd.resolve(parse(path)).normalize();
    Path real;
    try {
      real = real(absolute);
    } catch (IOException unresolvable) {
      throw refused(path, "leads through a link that cannot be followed");
    }
    if (!holds(real)) {
      throw refused(path, "is outside the workspace");
    }
    return absolute;
  }

  /** How to call {@code path} where people read it: relative to the cwd where it is inside it. */
  public String show(Path path) {
    String shown =
        path.startsWith(cwd) && !path.equals(cwd)
            ? cwd.relativize(path).toString()
            : path.equals(cwd) ? "." : path.toString();
    return OneLine.of(shown);
  }

  private boolean holds(Path real) {
    if (isBelow(real, cwd)) {
      return true;
    }
    return roots.stream().anyMatch(root -> isBelow(real, root));
  }

  private static boolean isBelow(Path real, Path root) {
    try {
      return real.startsWith(real(root.normalize()));
    } catch (IOException unresolvable) {
      return false;
    }
  }

  private Path parse(String path) {
    if (path.isEmpty()) {
      throw refused(path, "is empty");
    }
    if (path.length() > LONGEST) {
      throw refused(path, "is longer than " + LONGEST + " characters");
    }
    try {
      return path.toLowerCase(Locale.ROOT).startsWith("file:")
          ? Path.of(URI.create(path))
          : Path.of(path);
    } catch (IllegalArgumentException malformed) {
      throw refused(path, "is not a path");
    }
  }

  /**
   * Follows every link of what exists and keeps the rest. What exists is judged without following
   * links: else a link to a file that is yet to be made would pass as a plain new name.
   */
  private static Path real(Path path) throws IOException {
    Path existing = path;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = existing.getParent();
      if (parent == null) {
        throw new IOException("nothing exists");
      }
      existing = parent;
    }
    return existing.toRealPath().resolve(existing.relativize(path)).normalize();
  }

  private static AcpException refused(String path, String why) {
    return AcpException.invalidParams("path", "The path \"" + OneLine.of(path) + "\" " + why + ".");
  }
}
