package acp.tool;

/** Text made to fit a number of bytes of UTF-8, with a note where some of it was left out. */
public final class Clip {
  private static final int ROOM_FOR_NOTE = 64;

  private Clip() {}

  /** {@code text}, or its beginning and end with a note of what was cut, in at most {@code max}. */
  public static String middle(String text, int max) {
    long bytes = bytes(text);
    if (bytes <= max) {
      return text;
    }
    int room = Math.max(0, max - ROOM_FOR_NOTE);
    int head = head(text, room / 3);
    int tail = tail(text, room - room / 3);
    return text.substring(0, head) + note(bytes(text.substring(head, tail))) + text.substring(tail);
  }

  /** The line that says how much is missing. */
  public static String note(long bytes) {
    return "\n[… " + bytes + " bytes left out …]\n";
  }

  /** How many bytes {@code text} has as UTF-8. */
  public static long bytes(CharSequence text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += width(text.charAt(i));
    }
    return bytes;
  }

  /** Where the longest beginning of {@code text} ends that fits {@code max} bytes. */
  public static int head(CharSequence text, int max) {
    int end = 0;
    for (int bytes = 0; end < text.length(); end++) {
      bytes += width(text.charAt(end));
      if (bytes > max) {
        break;
      }
    }
    return splits(text, end) ? end - 1 : end;
  }

  private static int tail(CharSequence text, int max) {
    int start = text.length();
    for (int bytes = 0; start > 0; start--) {
      bytes += width(text.charAt(start - 1));
      if (bytes > max) {
        break;
      }
    }
    return splits(text, start) ? start + 1 : start;
  }

  private static boolean splits(CharSequence text, int at) {
    return at > 0
        && at < text.length()
        && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }

  /** Each half of a pair counts two of the four bytes. */
  private static int width(char c) {
    return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }
}
