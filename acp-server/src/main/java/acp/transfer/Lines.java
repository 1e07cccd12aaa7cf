package acp.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a file, one at a time: at most {@link #LONGEST} bytes each, and valid UTF-8. What
 * ends a line does not belong to it, nor does a byte order mark. One thread.
 */
public final class Lines implements AutoCloseable {
  /** In bytes: as long as anything that a session could be told, and what is written around it. */
  public static final int LONGEST = 65 << 20;

  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private byte[] line = new byte[BUFFER];
  private int length;
  private long number;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(BUFFER);

  /**
   * Opens a file.
   *
   * @throws TransferException if it cannot be opened
   */
  public Lines(Path file) {
    try {
      this.in = Files.newInputStream(file);
    } catch (IOException e) {
      throw new TransferException("cannot be read: " + Reasons.of(e), e);
    }
  }

  /**
   * Goes to the next line that is not empty; false at the end.
   *
   * @throws TransferException if it is too long or no text, or the file cannot be read
   */
  public boolean next() {
    do {
      if (!read()) {
        return false;
      }
    } while (length == 0);
    check();
    return true;
  }

  /** The number of the line, from 1. */
  public long number() {
    return number;
  }

  /** The bytes of the line, lent until the next one; only the first {@link #length} count. */
  public byte[] bytes() {
    return line;
  }

  /** How many bytes the line has. */
  public int length() {
    return length;
  }

  private boolean read() {
    length = 0;
    number++;
    boolean any = false;
    while (true) {
      if (from == to && !fill()) {
        break;
      }
      any = true;
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      append(end);
      if (end < to) {
        from = end + 1;
        break;
      }
      from = end;
    }
    trim();
    return any;
  }

  private boolean fill() {
    try {
      from = 0;
      to = Math.max(0, in.read(buffer));
      return to > 0;
    } catch (IOException e) {
      throw new TransferException("line " + number + " cannot be read: " + Reasons.of(e), e);
    }
  }

  private void append(int end) {
    int more = end - from;
    if (length + more > LONGEST) {
      throw TransferException.at(number, "is longer than " + (LONGEST >> 20) + " MiB");
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.min(LONGEST, Math.max(length + more, line.length * 2)));
    }
    System.arraycopy(buffer, from, line, length, more);
    length += more;
  }

  private void trim() {
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    if (number == 1
        && length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF) {
      System.arraycopy(line, 3, line, 0, length - 3);
      length -= 3;
    }
  }

  private void check() {
    ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
    decoder.reset();
    CoderResult result;
    do {
      decoded.clear();
      result = decoder.decode(bytes, decoded, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw TransferException.at(number, "is not valid UTF-8");
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new TransferException("cannot be closed: " + Reasons.of(e), e);
    }
  }
}
