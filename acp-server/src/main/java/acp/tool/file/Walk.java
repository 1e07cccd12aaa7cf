package acp.tool.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A search through files by our own means, in the order of their names. Passes over {@code .git},
 * what {@code .gitignore} files say, links, binary and large files. Ends when its time is up, when
 * it is interrupted, or when there are enough hits, also in the middle of a regular expression.
 */
final class Walk {
  private static final int LARGEST_FILE = 2 * 1024 * 1024;
  private static final int DEEPEST = 64;

  private final SearchQuery query;
  private final @Nullable Glob glob;
  private final Hits hits;
  private final long deadline;
  private boolean enough;

  Walk(SearchQuery query, Hits hits, Duration timeLimit) {
    this.query = query;
    this.glob = query.glob() == null ? null : Glob.of(query.glob(), true);
    this.hits = hits;
    this.deadline = System.nanoTime() + timeLimit.toNanos();
  }

  /**
   * Searches what is below the query's base.
   *
   * @param cwd where {@code .gitignore} files count from, if the base is below it
   */
  void search(Path cwd) {
    try {
      if (Files.isDirectory(query.base())) {
        folder(query.base(), rulesAbove(query.base(), cwd), 0);
      } else {
        file(query.base());
      }
    } catch (OutOfTime end) {
      hits.runOutOfTime();
    }
  }

  private static List<IgnoreRules> rulesAbove(Path base, Path cwd) {
    List<IgnoreRules> rules = new ArrayList<>();
    if (base.startsWith(cwd)) {
      Path folder = cwd;
      for (Path name : cwd.relativize(base)) {
        rules.add(IgnoreRules.of(folder));
        folder = folder.resolve(name);
      }
    }
    return rules;
  }

  private void folder(Path folder, List<IgnoreRules> above, int depth) {
    List<IgnoreRules> rules = new ArrayList<>(above);
    rules.add(IgnoreRules.of(folder));
    for (Path path : entries(folder)) {
      BasicFileAttributes entry = attributes(path);
      if (enough
          || entry == null
          || path.endsWith(".git")
          || IgnoreRules.ignore(rules, path, entry.isDirectory())) {
        continue;
      }
      if (entry.isDirectory() && depth < DEEPEST) {
        folder(path, rules, depth + 1);
      } else if (entry.isRegularFile() && entry.size() <= LARGEST_FILE && isWanted(path)) {
        file(path);
      }
    }
  }

  private boolean isWanted(Path path) {
    return glob == null || glob.matches(query.base().relativize(path).toString());
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException unreadable) {
      // What cannot be read is not searched.
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

  private void file(Path file) {
    checkTime();
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return;
    }
    if (text.indexOf('\0') >= 0 || (!query.isRegex() && !text.contains(query.text()))) {
      return;
    }
    Matcher matcher = query.pattern().matcher("");
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (matcher.reset(new Watched(line)).find() && !hits.add(file, number, line)) {
        enough = true;
        return;
      }
    }
  }

  private void checkTime() {
    if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
      throw new OutOfTime();
    }
  }

  /** A line that looks at the clock while it is read: some expressions take for ever. */
  private final class Watched implements CharSequence {
    private static final int READS = 4096;

    private final String line;
    private int reads;

    Watched(String line) {
      this.line = line;
    }

    @Override
    public char charAt(int index) {
      if (++reads == READS) {
        reads = 0;
        checkTime();
      }
      return line.charAt(index);
    }

    @Override
    public int length() {
      return line.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return line.subSequence(start, end);
    }

    @Override
    public String toString() {
      return line;
    }
  }

  private static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfTime() {
      super("out of time", null, false, false);
    }
  }
}
