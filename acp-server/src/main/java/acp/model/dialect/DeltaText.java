package acp.model.dialect;

/**
 * Text that comes in pieces. Servers cut between the halves of a surrogate pair; a half is kept
 * back until its mate comes, and replaced if it never does.
 */
public final class DeltaText {
  private static final char REPLACEMENT = '\uFFFD';

  /** The first half of a pair, kept back; 0 for none. */
  private char held;

  /** What can be said now that this has come; may be empty. */
  public String join(String delta) {
    if (delta.isEmpty()) {
      return delta;
    }
    char first = delta.charAt(0);
    char last = delta.charAt(delta.length() - 1);
    boolean mated = Character.isLowSurrogate(first);
    boolean holds = Character.isHighSurrogate(last);
    if (held == 0 && !mated && !holds) {
      return delta;
    }
    StringBuilder text = new StringBuilder(delta.length() + 1);
    if (held != 0) {
      text.append(mated ? held : REPLACEMENT);
    }
    text.append(delta, 0, delta.length() - (holds ? 1 : 0));
    if (mated && held == 0) {
      text.setCharAt(0, REPLACEMENT);
    }
    held = holds ? last : 0;
    return text.toString();
  }

  /** What is left to be said at the end; may be empty. */
  public String end() {
    if (held == 0) {
      return "";
    }
    held = 0;
    return String.valueOf(REPLACEMENT);
  }
}
