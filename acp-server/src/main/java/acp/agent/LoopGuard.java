package acp.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Notices when a turn goes round in circles: the same call with the same result {@link #SAME} times
 * in a row, or two of them in turns, {@link #CYCLES} times. The model is told once, in the result
 * of a call; if it then goes on in the same way, the turn is to be stopped. Thread-safe.
 */
final class LoopGuard {
  static final int SAME = 5;
  static final int CYCLES = 4;

  static final String WARNING =
      "\n\n[You have made the same calls with the same results several times now. Going on like this"
          + " leads nowhere and will be stopped: try something else, or say what keeps you from it.]";

  private static final int KEPT = 2 * CYCLES;

  private final Map<Long, Done> early = new HashMap<>();
  private final List<Done> last = new ArrayList<>();
  private long begun;
  private long next;
  private long answer;
  private long warned = -1;
  private boolean stop;

  /** A call and what came of it. */
  record Done(String tool, String arguments, boolean failed, String told) {}

  /**
   * The calls from here on belong to a new answer of the model's, which knows the results so far.
   */
  synchronized void answer() {
    answer++;
  }

  /** A call begins; the number by which its end is told. Calls are compared in this order. */
  synchronized long begin() {
    return begun++;
  }

  /** A call has ended; what to add to the result that the model is told, empty for nothing. */
  synchronized String end(long number, Done done) {
    early.put(number, done);
    boolean circle = false;
    for (Done each = early.remove(next); each != null; each = early.remove(next)) {
      next++;
      last.add(each);
      if (last.size() > KEPT) {
        last.removeFirst();
      }
      circle |= isCircle();
    }
    if (!circle) {
      return "";
    }
    if (warned < 0) {
      warned = answer;
      return WARNING;
    }
    stop |= answer > warned;
    return "";
  }

  /** True once the model went on although it was told. */
  synchronized boolean stops() {
    return stop;
  }

  private boolean isCircle() {
    return (last.size() >= SAME && repeats(1, SAME)) || (last.size() == KEPT && repeats(2, KEPT));
  }

  /** True if the last {@code count} are the same again after each {@code period}. */
  private boolean repeats(int period, int count) {
    List<Done> tail = last.subList(last.size() - count, last.size());
    for (int i = period; i < count; i++) {
      if (!tail.get(i).equals(tail.get(i - period))) {
        return false;
      }
    }
    return true;
  }
}
