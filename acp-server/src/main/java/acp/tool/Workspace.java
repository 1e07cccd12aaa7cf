package acp.tool;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a session works: its cwd, which relative paths start from, and its additional directories.
 */
public final class Workspace {
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
}
