package acp.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a text became another, as {@code diff -u} says it. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  /** Lines of both that differ; comparing takes time with the square of them. */
  private static final int MOST_LINES = 10_000;

  private UnifiedDiff() {}

  /**
   * The difference, ending with a line break; empty if there is none but in line ends.
   *
   * @param before null if there was no file
   * @param after null if there is none any more
   */
  static String of(String path, @Nullable String before, @Nullable String after) {
    List<String> old = before == null ? List.of() : before.lines().toList();
    List<String> fresh = after == null ? List.of() : after.lines().toList();
    String heads =
        "--- "
            + (before == null ? "/dev/null" : "a/" + path)
            + "\n+++ "
            + (after == null ? "/dev/null" : "b/" + path)
            + "\n";
    if (old.equals(fresh)) {
      return (before == null) == (after == null) ? "" : heads;
    }
    int head = 0;
    while (head < Math.min(old.size(), fresh.size()) && old.get(head).equals(fresh.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(old.size(), fresh.size()) - head
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    int differing = old.size() + fresh.size() - 2 * (head + tail);
    if (differing > MOST_LINES) {
      return heads
          + "(too much to compare: "
          + old.size()
          + " lines became "
          + fresh.size()
          + ")\n";
    }
    return lines(path, old, fresh, before == null, after == null);
  }

  private static String lines(
      String path, List<String> old, List<String> fresh, boolean made, boolean deleted) {
    Patch<String> patch = DiffUtils.diff(old, fresh, new MyersDiffWithLinearSpace<>(), null);
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            made ? "/dev/null" : "a/" + path,
            deleted ? "/dev/null" : "b/" + path,
            old,
            joined(patch),
            CONTEXT);
    return String.join("\n", lines) + "\n";
  }

  /** With neighbours as one, so that what goes stands before what comes. */
  private static Patch<String> joined(Patch<String> patch) {
    Patch<String> joined = new Patch<>();
    AbstractDelta<String> open = null;
    for (AbstractDelta<String> delta : patch.getDeltas()) {
      if (open != null
          && touches(open.getSource(), delta.getSource())
          && touches(open.getTarget(), delta.getTarget())) {
        open =
            new ChangeDelta<>(
                join(open.getSource(), delta.getSource()),
                join(open.getTarget(), delta.getTarget()));
        continue;
      }
      if (open != null) {
        joined.addDelta(open);
      }
      open = delta;
    }
    if (open != null) {
      joined.addDelta(open);
    }
    return joined;
  }

  private static boolean touches(Chunk<String> one, Chunk<String> next) {
    return one.getPosition() + one.size() == next.getPosition();
  }

  private static Chunk<String> join(Chunk<String> one, Chunk<String> next) {
    List<String> lines = new ArrayList<>(one.getLines());
    lines.addAll(next.getLines());
    return new Chunk<>(one.getPosition(), lines);
  }
}
