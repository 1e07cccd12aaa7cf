package acp.transfer.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two texts by lines, with some lines around each change. Texts that differ in
 * very much are told as one replaced stretch: finding the shortest difference would take too long.
 */
final class LineDiff {
  private static final int AROUND = 3;

  /** More changes than this are one. */
  private static final int MOST = 1_000;

  /** What became of a line. */
  enum Mark {
    SAME,
    REMOVED,
    ADDED
  }

  /**
   * A line.
   *
   * @param before its number in the old text, from 1; 0 if it is not there
   * @param after its number in the new text, from 1; 0 if it is not there
   */
  record Line(Mark mark, int before, int after, String text) {}

  private final List<String> before;
  private final List<String> after;
  private final List<Line> lines = new ArrayList<>();

  private LineDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /** The stretches that changed, each with what is around it; empty if nothing did. */
  static List<List<Line>> of(@Nullable String before, String after) {
    LineDiff diff = new LineDiff(lines(before == null ? "" : before), lines(after));
    diff.compare();
    return diff.stretches();
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  private void compare() {
    int start = 0;
    int most = Math.min(before.size(), after.size());
    while (start < most && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    for (int i = 0; i < start; i++) {
      same(i, i);
    }
    middle(start, before.size() - end, after.size() - end);
    for (int i = end; i > 0; i--) {
      same(before.size() - i, after.size() - i);
    }
  }

  private void same(int i, int j) {
    lines.add(new Line(Mark.SAME, i + 1, j + 1, before.get(i)));
  }

  private void removed(int i) {
    lines.add(new Line(Mark.REMOVED, i + 1, 0, before.get(i)));
  }

  private void added(int j) {
    lines.add(new Line(Mark.ADDED, 0, j + 1, after.get(j)));
  }

  /** Myers' greedy search for the shortest edit, remembering the front of each round. */
  private void middle(int from, int toBefore, int toAfter) {
    int n = toBefore - from;
    int m = toAfter - from;
    int most = Math.min(n + m, MOST);
    List<int[]> fronts = new ArrayList<>();
    int[] front = new int[2 * most + 2];
    for (int d = 0; d <= most; d++) {
      fronts.add(Arrays.copyOf(front, front.length));
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && front[at(k - 1, most)] < front[at(k + 1, most)]);
        int x = down ? front[at(k + 1, most)] : front[at(k - 1, most)] + 1;
        int y = x - k;
        while (x < n && y < m && before.get(from + x).equals(after.get(from + y))) {
          x++;
          y++;
        }
        front[at(k, most)] = x;
        if (x >= n && y >= m) {
          walk(fronts, from, n, m, most);
          return;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      removed(from + i);
    }
    for (int j = 0; j < m; j++) {
      added(from + j);
    }
  }

  private static int at(int k, int most) {
    return Math.floorMod(k, 2 * most + 2);
  }

  /** Back from the end to the beginning, along the fronts. */
  private void walk(List<int[]> fronts, int from, int n, int m, int most) {
    List<Runnable> steps = new ArrayList<>();
    int x = n;
    int y = m;
    for (int d = fronts.size() - 1; d >= 0; d--) {
      int[] front = fronts.get(d);
      int k = x - y;
      boolean down = k == -d || (k != d && front[at(k - 1, most)] < front[at(k + 1, most)]);
      int previous = down ? k + 1 : k - 1;
      int startX = d == 0 ? 0 : front[at(previous, most)];
      int startY = startX - previous;
      int begin = d == 0 ? 0 : down ? startX : startX + 1;
      while (x > begin && y > begin - k) {
        int i = --x;
        int j = --y;
        steps.add(() -> same(from + i, from + j));
      }
      if (d > 0) {
        int i = startX;
        int j = startY;
        steps.add(down ? () -> added(from + j) : () -> removed(from + i));
        x = startX;
        y = startY;
      }
    }
    Collections.reverse(steps);
    steps.forEach(Runnable::run);
  }

  private List<List<Line>> stretches() {
    List<List<Line>> all = new ArrayList<>();
    int begun = -1;
    int lastChange = Integer.MIN_VALUE;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).mark == Mark.SAME) {
        continue;
      }
      if (begun >= 0 && i - lastChange > 2 * AROUND + 1) {
        all.add(lines.subList(begun, lastChange + AROUND + 1));
        begun = -1;
      }
      begun = begun < 0 ? Math.max(0, i - AROUND) : begun;
      lastChange = i;
    }
    if (begun >= 0) {
      all.add(lines.subList(begun, Math.min(lines.size(), lastChange + AROUND + 1)));
    }
    return all;
  }
}
