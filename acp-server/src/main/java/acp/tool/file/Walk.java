package acp.tool.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;

/**
 * A search through the files of a {@link Tree} by our own means. Passes over binary and large
 * files. Ends when its time is up, when it is interrupted, or when there are enough hits, also in
 * the middle of a regular expression.
 */
final class Walk implements Tree.Visitor {
  private static final int LARGEST_FILE = 2 * 1024 * 1024;

  private final SearchQuery query;
  private final Hits hits;
  private final Deadline deadline;

  Walk(SearchQuery query, Hits hits, Duration timeLimit) {
    this.query = query;
    this.hits = hits;
    this.deadline = new Deadline(timeLimit);
  }

  /**
   * Searches the query's base and what is below it.
   *
   * @param cwd where {@code .gitignore} files count from, if the base is below it
   */
  void search(Path cwd) {
    try {
      if (Files.isDirectory(query.base())) {
        new Tree(query.base(), query.glob(), deadline, this).walk(cwd);
      } else {
        search(query.base(), Files.readAttributes(query.base(), BasicFileAttributes.class));
      }
    } catch (Deadline.Passed end) {
      hits.runOutOfTime();
    } catch (IOException gone) {
      // Then nothing is found in it.
    }
  }

  @Override
  public boolean file(Path file, BasicFileAttributes attributes) {
    return search(file, attributes);
  }

  private boolean search(Path file, BasicFileAttributes attributes) {
    deadline.check();
    if (attributes.size() > LARGEST_FILE) {
      return true;
    }
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return true;
    }
    boolean mayMatch = query.isLoose() || text.contains(query.text());
    return text.indexOf('\0') >= 0 || !mayMatch || lines(file, text.lines().toList());
  }

  /** Tells of the lines that match and of those around them; false when there are enough. */
  private boolean lines(Path file, List<String> lines) {
    Matcher matcher = query.pattern().matcher("");
    int told = 0; // lines up to this one were told of
    int wanted = 0; // lines up to this one are near the last match
    for (int i = 0; i < lines.size(); i++) {
      if (matches(matcher, lines.get(i))) {
        int from = Math.max(told, i - query.context());
        if (from > told && told > 0 && query.context() > 0) {
          hits.gap();
        }
        for (int near = from; near < i; near++) {
          hits.around(file, near + 1, lines.get(near));
        }
        if (!hits.add(file, i + 1, lines.get(i))) {
          return false;
        }
        wanted = i + 1 + query.context();
        told = i + 1;
      } else if (i < wanted) {
        hits.around(file, i + 1, lines.get(i));
        told = i + 1;
      }
    }
    return true;
  }

  private boolean matches(Matcher matcher, String line) {
    try {
      return matcher.reset(deadline.watch(line)).find();
    } catch (StackOverflowError tooDeep) { // some expressions take a frame for each character
      hits.passOver();
      return false;
    }
  }
}
