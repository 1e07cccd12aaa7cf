package acp.tool.file;

import java.time.Duration;

/**
 * The end of a piece of work that is given a time. It is also over when its thread is interrupted,
 * as one is whose work nobody waits for any more. For one thread.
 */
final class Deadline {
  private final long end;

  Deadline(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** Throws {@link Passed} if it is over. */
  void check() {
    if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
      throw new Passed();
    }
  }

  /** {@code text}, looking at the clock while it is read: some expressions take for ever. */
  CharSequence watch(String text) {
    return new Watched(text);
  }

  private final class Watched implements CharSequence {
    private static final int READS = 4096;

    private final String text;
    private int reads;

    Watched(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++reads == READS) {
        reads = 0;
        check();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The time is up. */
  static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Passed() {
      super("out of time", null, false, false);
    }
  }
}
