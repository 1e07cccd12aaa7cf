package acp.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folders that a command may be run in, as {@code cd} moves on. There is one as long as it is
 * certain, and several where a {@code cd} may have failed; none once that cannot be told.
 */
final class Folders {
  private static final int MOST = 8;

  private final Boundary boundary;
  private final Path first;
  private final Deque<Set<Path>> outer = new ArrayDeque<>();

  /** Where the next command is run. */
  private Set<Path> now;

  /** Where it is run if something before it in its chain has failed. */
  private Set<Path> fallback;

  private boolean lost;

  Folders(Path first, Boundary boundary) {
    this.boundary = boundary;
    this.first = first;
    this.now = Set.of(first);
    this.fallback = now;
  }

  /** The one folder, if it is certain. */
  @Nullable Path only() {
    return lost || now.size() != 1 ? null : now.iterator().next();
  }

  /** True if nothing has moved away from where the line is run. */
  boolean areTheFirst() {
    return first.equals(only());
  }

  /** True if git would take the folder itself for a repository, with all that is set in it. */
  boolean mayBeRepository() {
    return Files.exists(first.resolve("HEAD")) && Files.exists(first.resolve("objects"));
  }

  /** True if {@code path} is inside the boundary wherever the command is run. */
  boolean hold(String path) {
    return !lost && now.stream().allMatch(folder -> boundary.holds(folder, path));
  }

  /** True if {@code path} is the folder where the line is run, or one that it is in. */
  boolean areIn(String path) {
    Path here = boundary.follow(first, "");
    return here != null
        && now.stream()
            .map(folder -> boundary.follow(folder, path))
            .anyMatch(there -> there != null && here.startsWith(there));
  }

  boolean areLost() {
    return lost;
  }

  void linked(boolean onlyIfDone) {
    if (!onlyIfDone) {
      now = union(now, fallback);
      fallback = now;
    }
  }

  void opened() {
    outer.push(now);
    outer.push(fallback);
    fallback = now;
  }

  void closed() {
    fallback = outer.pop();
    now = outer.pop();
  }

  /** True if {@code cd} to there stays inside; it is done. */
  boolean moved(String path) {
    Set<Path> next = new LinkedHashSet<>();
    for (Path folder : now) {
      Path there = boundary.follow(folder, path);
      // The shell knows a folder by the links that led to it, and goes back the way it came.
      Path named = folder.resolve(path).normalize();
      Path alsoThere = boundary.follow(named, "");
      if (there == null || alsoThere == null || !hold(path) || !boundary.holds(named, "")) {
        lose();
        return false;
      }
      next.add(named);
      if (!there.equals(alsoThere)) {
        next.add(there);
      }
    }
    now = bounded(next);
    return true;
  }

  /** From here on nothing is known of where commands are run. */
  void lose() {
    lost = true;
  }

  private Set<Path> bounded(Set<Path> folders) {
    if (folders.size() > MOST) {
      lose();
    }
    return Set.copyOf(folders);
  }

  private Set<Path> union(Set<Path> one, Set<Path> other) {
    Set<Path> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return bounded(all);
  }
}
