package acp.tool.terminal;

import acp.tool.Clip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a command has printed: its first and its last bytes, whatever lies between. The end says how
 * it went and the beginning what it was about. Where that is not all, all of it is kept in a file.
 * Thread-safe.
 */
final class Printed {
  static final int HEAD = 16 * 1024;
  static final int TAIL = 44 * 1024;

  private final byte[] head = new byte[HEAD];
  private final byte[] tail = new byte[TAIL];
  private final Outputs outputs;
  private long count;
  private @Nullable Kept kept;
  private boolean ended;

  Printed(Outputs outputs) {
    this.outputs = outputs;
  }

  synchronized void add(byte[] bytes, int length) {
    if (ended) {
      return;
    }
    if (kept == null && count <= HEAD + TAIL && count + length > HEAD + TAIL) {
      kept = keepSoFar();
    }
    if (kept != null) {
      kept.add(bytes, length);
    }
    for (int i = 0; i < length; i++, count++) {
      if (count < HEAD) {
        head[(int) count] = bytes[i];
      } else {
        tail[(int) ((count - HEAD) % TAIL)] = bytes[i];
      }
    }
  }

  /** Takes no more. */
  synchronized void end() {
    ended = true;
    if (kept != null) {
      kept.close();
    }
  }

  /** Under which id all of it is kept; null if {@link #text} is all, or nothing could be kept. */
  synchronized @Nullable String kept() {
    return kept == null ? null : kept.id();
  }

  /** Until now nothing was cut. */
  private @Nullable Kept keepSoFar() {
    try {
      Kept file = outputs.begin();
      file.add(head, (int) Math.min(count, HEAD));
      file.add(tail, (int) Math.max(0, count - HEAD));
      return file;
    } catch (IOException noRoom) {
      return null;
    }
  }

  /** As text, with a note of what was left out; never cut within a character. */
  synchronized String text() {
    long after = count - HEAD;
    if (after <= 0) {
      return text(Arrays.copyOf(head, (int) count));
    }
    if (after <= TAIL) {
      byte[] all = Arrays.copyOf(head, (int) count);
      System.arraycopy(tail, 0, all, HEAD, (int) after);
      return text(all);
    }
    int oldest = (int) (after % TAIL);
    byte[] end = new byte[TAIL];
    System.arraycopy(tail, oldest, end, 0, TAIL - oldest);
    System.arraycopy(tail, 0, end, TAIL - oldest, oldest);
    int headEnd = wholeUntil(head);
    int tailStart = wholeFrom(end);
    long cut = after - TAIL + (HEAD - headEnd) + tailStart;
    return text(Arrays.copyOf(head, headEnd))
        + Clip.note(cut)
        + text(Arrays.copyOfRange(end, tailStart, TAIL));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Where the last character begins if its end is missing; else the end. */
  private static int wholeUntil(byte[] bytes) {
    for (int back = 1; back <= 3; back++) {
      int lead = bytes[bytes.length - back] & 0xFF;
      if (lead >= 0xC0) {
        int width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        return width > back ? bytes.length - back : bytes.length;
      }
      if (lead < 0x80) {
        break;
      }
    }
    return bytes.length;
  }

  /** Past what is left of a character that began before. */
  private static int wholeFrom(byte[] bytes) {
    int start = 0;
    while (start < 3 && (bytes[start] & 0xC0) == 0x80) {
      start++;
    }
    return start;
  }
}
