package acp.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * What went over the wire, in both directions, with the time since the transcript began.
 * Thread-safe.
 */
final class WireLog {
  private static final int MAX_ENTRIES = 1000;
  private static final int MAX_LINE = 4096;

  private final long begin = System.nanoTime();
  private final List<String> entries = new ArrayList<>();
  private long left;

  /**
   * Adds a line; {@code mark} says whose it is: {@code >} ours, {@code <} the agent's, {@code -}
   * what happened.
   */
  synchronized void add(char mark, String text) {
    if (entries.size() == MAX_ENTRIES) {
      left++;
      return;
    }
    long millis = (System.nanoTime() - begin) / 1_000_000;
    entries.add(
        "%6d ms %c %s".formatted(millis, mark, Texts.shorten(text.stripTrailing(), MAX_LINE)));
  }

  /** All lines so far. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>(entries);
    if (left > 0) {
      lines.add("          (and " + left + " more)");
    }
    return lines;
  }
}
