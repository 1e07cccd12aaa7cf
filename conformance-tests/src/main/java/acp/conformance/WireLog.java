package acp.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What went over the wire, in both directions, with the time since the transcript began: the first
 * lines and the last. Thread-safe.
 */
final class WireLog {
  static final int HEAD = 60;
  static final int TAIL = 140;
  private static final int MAX_LINE = 2048;

  private final long begin = System.nanoTime();
  private final Secrets secrets;
  private final List<String> head = new ArrayList<>();
  private final Deque<String> tail = new ArrayDeque<>();
  private long left;

  WireLog(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * Adds a line; {@code mark} says whose it is: {@code >} ours, {@code <} the agent's, {@code -}
   * what happened.
   */
  synchronized void add(char mark, String text) {
    long millis = (System.nanoTime() - begin) / 1_000_000;
    String shown = secrets.mask(Texts.shorten(text.stripTrailing(), MAX_LINE));
    String entry = "%6d ms %c %s".formatted(millis, mark, shown);
    if (head.size() < HEAD) {
      head.add(entry);
      return;
    }
    tail.add(entry);
    if (tail.size() > TAIL) {
      tail.remove();
      left++;
    }
  }

  /** All lines so far; of a long conversation those in the middle are left out. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>(head);
    if (left > 0) {
      lines.add("          (" + left + " more)");
    }
    lines.addAll(tail);
    return lines;
  }
}
