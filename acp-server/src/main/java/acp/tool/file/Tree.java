package acp.tool.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder, in the order of their names. Passes over {@code .git}, what {@code
 * .gitignore} files say, links, and whatever is neither file nor folder. For one thread.
 */
final class Tree {
  private static final int DEEPEST = 64;

  private final Path base;
  private final @Nullable Glob glob;
  private final Deadline deadline;
  private final Visitor visitor;
  private boolean enough;

  /**
   * @param glob which files, by their path below {@code base}; null for all
   */
  Tree(Path base, @Nullable String glob, Deadline deadline, Visitor visitor) {
    this.base = base;
    this.glob = glob == null ? null : Glob.of(glob, true);
    this.deadline = deadline;
    this.visitor = visitor;
  }

  /** Who is shown the files. */
  interface Visitor {

    /** A file; false to see no more. */
    boolean file(Path file, BasicFileAttributes attributes);

    /**
     * A folder; false to pass over what is in it.
     *
     * @param depth 1 for those directly below the base
     */
    default boolean enters(Path folder, int depth) {
      return true;
    }
  }

  /**
   * Goes through all of it.
   *
   * @param cwd where {@code .gitignore} files count from, if the base is below it
   * @throws Deadline.Passed when the time is up
   */
  void walk(Path cwd) {
    folder(base, rulesAbove(cwd), 0);
  }

  private List<IgnoreRules> rulesAbove(Path cwd) {
    List<IgnoreRules> rules = new ArrayList<>();
    if (base.startsWith(cwd)) {
      Path folder = cwd;
      for (Path name : cwd.relativize(base)) {
        rules.add(IgnoreRules.of(folder, deadline));
        folder = folder.resolve(name);
      }
    }
    return rules;
  }

  private void folder(Path folder, List<IgnoreRules> above, int depth) {
    List<IgnoreRules> rules = new ArrayList<>(above);
    rules.add(IgnoreRules.of(folder, deadline));
    for (Path path : entries(folder)) {
      deadline.check();
      BasicFileAttributes entry = attributes(path);
      if (enough
          || entry == null
          || path.endsWith(".git")
          || IgnoreRules.ignore(rules, path, entry.isDirectory())) {
        continue;
      }
      if (entry.isDirectory()) {
        if (depth < DEEPEST && visitor.enters(path, depth + 1)) {
          folder(path, rules, depth + 1);
        }
      } else if (entry.isRegularFile() && isWanted(path)) {
        enough = !visitor.file(path, entry);
      }
    }
  }

  private boolean isWanted(Path path) {
    return glob == null || glob.matches(deadline.watch(base.relativize(path).toString()));
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException unreadable) {
      // What cannot be read is passed over.
    }
    entries.sort(null);
    return entries;
  }

  private static @Nullable BasicFileAttributes attributes(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException gone) {
      return null;
    }
  }
}
