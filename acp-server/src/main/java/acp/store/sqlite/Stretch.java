package acp.store.sqlite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Numbers of passages, from the first to the last.
 *
 * @param first the oldest
 * @param last the newest
 */
record Stretch(long first, long last) {
  static final Stretch ALL = new Stretch(0, Long.MAX_VALUE - 1);

  /** How many passages it holds at most. */
  long width() {
    return last - first + 1;
  }

  /** The same passages and a few more, in stretches that lie apart, the newest first. */
  static List<Stretch> merged(List<Stretch> stretches, long apart) {
    List<Stretch> merged = new ArrayList<>();
    for (Stretch each :
        stretches.stream().sorted(Comparator.comparingLong(Stretch::last).reversed()).toList()) {
      if (merged.isEmpty() || each.last < merged.getLast().first - apart) {
        merged.add(each);
      } else {
        Stretch newer = merged.removeLast();
        merged.add(new Stretch(Math.min(newer.first, each.first), newer.last));
      }
    }
    return merged;
  }
}
