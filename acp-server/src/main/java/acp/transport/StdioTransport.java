package acp.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Frames as lines over a pair of streams: a frame ends with {@code \n} and nothing else. Reading
 * forgives one trailing {@code \r}, a byte order mark at the start of a line, blank lines, and a
 * last line without an end.
 *
 * <p>The frame is told in place, in the reading buffer. The buffer grows for a long line up to the
 * limit and is let go after it, so that one huge message does not stay in memory for good.
 */
public final class StdioTransport implements Transport {

  /** The line limit in bytes where none is given: 64 MiB. */
  public static final int MAX_LINE = 64 * 1024 * 1024;

  /** The size in bytes of either buffer at rest: as much as a pipe holds. */
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final OutputStream out;
  private final int maxLine;

  private byte[] input = new byte[BUFFER];
  private final byte[] output = new byte[BUFFER];
  private int outputSize;

  /** Reads lines of at most {@link #MAX_LINE} bytes. */
  public StdioTransport(InputStream in, OutputStream out) {
    this(in, out, MAX_LINE);
  }

  /**
   * @param in read by the thread that calls {@link #run}; unbuffered is best
   * @param out written by the sending thread in chunks of at most 64 KiB, longer frames at once
   * @param maxLine the longest line in bytes, its end not counted; 1 up to 1 GiB
   */
  public StdioTransport(InputStream in, OutputStream out, int maxLine) {
    if (maxLine < 1 || maxLine > 1 << 30) {
      throw new IllegalArgumentException("maxLine out of range");
    }
    this.in = in;
    this.out = out;
    this.maxLine = maxLine;
  }

  @Override
  public void run(FrameHandler handler) {
    int kept = 0; // bytes of an unfinished line at the start of the buffer; they hold no line end
    boolean skipping = false; // in the rest of a line over the limit, of which nothing is kept
    while (true) {
      int count = read(kept);
      if (count < 0) {
        break;
      }
      int size = kept + count;
      int lineStart = 0;
      int lineEnd = indexOfNewline(kept, size);
      while (lineEnd >= 0) {
        if (skipping) {
          skipping = false;
        } else if (lineEnd - lineStart > maxLine) {
          handler.onOversized(maxLine);
        } else {
          tell(handler, lineStart, lineEnd);
        }
        lineStart = lineEnd + 1;
        lineEnd = indexOfNewline(lineStart, size);
      }
      kept = size - lineStart;
      if (!skipping && (kept > maxLine || !keep(lineStart, kept))) {
        handler.onOversized(maxLine);
        skipping = true;
      }
      if (skipping) {
        kept = 0;
      }
    }
    if (kept > 0) {
      tell(handler, 0, kept);
    }
    input = new byte[0];
    handler.onEnd();
  }

  /** Reads some bytes behind those kept; -1 at the end, which a failing stream is as well. */
  private int read(int kept) {
    try {
      return in.read(input, kept, input.length - kept);
    } catch (IOException gone) {
      return -1;
    }
  }

  /** Moves the unfinished line to the front, in a buffer that fits; false if memory forbids it. */
  private boolean keep(int start, int length) {
    int capacity = input.length;
    if (length == capacity) {
      capacity = (int) Math.min(2L * capacity, Math.max(maxLine + 2L, BUFFER));
    } else if (capacity > BUFFER && length < BUFFER / 2) {
      capacity = BUFFER;
    }
    if (capacity == input.length) {
      if (start > 0) {
        System.arraycopy(input, start, input, 0, length);
      }
      return true;
    }
    try {
      input = Arrays.copyOf(Arrays.copyOfRange(input, start, start + length), capacity);
      return true;
    } catch (OutOfMemoryError tooLong) {
      input = new byte[BUFFER];
      return false;
    }
  }

  private int indexOfNewline(int from, int to) {
    for (int i = from; i < to; i++) {
      if (input[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void tell(FrameHandler handler, int start, int end) {
    int from = start;
    int to = end;
    if (to > from && input[to - 1] == '\r') {
      to--;
    }
    if (to - from >= 3
        && input[from] == (byte) 0xEF
        && input[from + 1] == (byte) 0xBB
        && input[from + 2] == (byte) 0xBF) {
      from += 3;
    }
    for (int i = from; i < to; i++) {
      byte b = input[i];
      if (b != ' ' && b != '\t' && b != '\r') {
        handler.onFrame(input, from, to - from);
        return;
      }
    }
  }

  @Override
  public void send(byte[] buffer, int offset, int length) throws IOException {
    if (length >= BUFFER - outputSize) {
      flush();
    }
    if (length >= BUFFER) {
      out.write(buffer, offset, length);
    } else {
      System.arraycopy(buffer, offset, output, outputSize, length);
      outputSize += length;
    }
    output[outputSize++] = '\n';
  }

  @Override
  public void flush() throws IOException {
    if (outputSize > 0) {
      out.write(output, 0, outputSize);
      outputSize = 0;
    }
    out.flush();
  }
}
