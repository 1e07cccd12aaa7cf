package acp.model.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ProtocolException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads an event stream from bytes that may be split anywhere, inside a character as well. Works on
 * bytes: lines are found before anything is decoded, so a split needs no care and the usual event,
 * one data line within one chunk, is never copied. An event that the stream's end leaves unfinished
 * is dropped, as the standard says. One instance per stream; not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
public final class Sse {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DATA = "data".getBytes(US_ASCII);
  private static final byte[] EVENT = "event".getBytes(US_ASCII);
  private static final byte[] ID = "id".getBytes(US_ASCII);
  private static final byte[] NOTHING = {};

  private final int limit;

  /** How much of a byte order mark has been seen; 3 once the beginning is over. */
  private int bom;

  /** A line feed that comes next belongs to the carriage return before it. */
  private boolean afterReturn;

  private byte[] line = NOTHING;
  private int lineLength;

  private boolean hasData;

  /** Where the event's data lies: in a chunk as long as it is one line of it, else in a buffer. */
  private byte[] data = NOTHING;

  private int dataFrom;
  private int dataLength;
  private boolean ownsData;
  private String type = "";
  private String id = "";

  /**
   * @param limit how many bytes an event may have before the stream is given up
   */
  public Sse(int limit) {
    this.limit = limit;
  }

  /**
   * Takes the next bytes and hands out the events that they complete, in order.
   *
   * @param chunk must not be changed afterwards: events point into it
   * @throws ProtocolException if an event exceeds the limit; the stream cannot be read further
   */
  public void feed(byte[] chunk, Consumer<SseEvent> out) throws ProtocolException {
    int end = chunk.length;
    int start = afterBom(chunk);
    while (start < end) {
      if (afterReturn) {
        afterReturn = false;
        if (chunk[start] == '\n') {
          start++;
          continue;
        }
      }
      int at = start;
      while (at < end && chunk[at] != '\n' && chunk[at] != '\r') {
        at++;
      }
      if (at == end) {
        hold(chunk, start, end);
        return;
      }
      afterReturn = chunk[at] == '\r';
      endLine(chunk, start, at, out);
      start = at + 1;
    }
  }

  /** Skips a byte order mark at the very beginning, whole or in pieces. */
  private int afterBom(byte[] chunk) throws ProtocolException {
    int at = 0;
    while (bom < BOM.length && at < chunk.length) {
      if (chunk[at] != BOM[bom]) {
        hold(BOM, 0, bom);
        bom = BOM.length;
        return at;
      }
      bom++;
      at++;
    }
    return at;
  }

  private void hold(byte[] from, int start, int end) throws ProtocolException {
    int length = lineLength + end - start;
    check(length);
    if (line.length < length) {
      line = Arrays.copyOf(line, Math.max(length, Math.min(limit, 2 * line.length + 256)));
    }
    System.arraycopy(from, start, line, lineLength, end - start);
    lineLength = length;
  }

  private void endLine(byte[] chunk, int start, int end, Consumer<SseEvent> out)
      throws ProtocolException {
    if (lineLength == 0) {
      read(chunk, start, end, true, out);
    } else {
      hold(chunk, start, end);
      int length = lineLength;
      lineLength = 0;
      read(line, 0, length, false, out);
    }
  }

  private void read(byte[] bytes, int start, int end, boolean stays, Consumer<SseEvent> out)
      throws ProtocolException {
    if (start == end) {
      dispatch(out);
      return;
    }
    int colon = start;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(end, colon + 1);
    if (value < end && bytes[value] == ' ') {
      value++;
    }
    if (is(DATA, bytes, start, colon)) {
      add(bytes, value, end, stays);
    } else if (is(EVENT, bytes, start, colon)) {
      type = new String(bytes, value, end - value, UTF_8);
    } else if (is(ID, bytes, start, colon)) {
      String given = new String(bytes, value, end - value, UTF_8);
      id = given.indexOf('\0') < 0 ? given : id;
    }
  }

  private void add(byte[] bytes, int start, int end, boolean stays) throws ProtocolException {
    int length = end - start;
    if (!hasData) {
      check(length);
      hasData = true;
      ownsData = !stays;
      data = stays ? bytes : Arrays.copyOfRange(bytes, start, end);
      dataFrom = stays ? start : 0;
      dataLength = length;
      return;
    }
    int joined = dataLength + 1 + length;
    check(joined);
    if (!ownsData || data.length < joined) {
      int room = Math.max(joined, Math.min(limit, 2 * joined));
      byte[] larger = new byte[room];
      System.arraycopy(data, dataFrom, larger, 0, dataLength);
      data = larger;
      dataFrom = 0;
      ownsData = true;
    }
    data[dataLength] = '\n';
    System.arraycopy(bytes, start, data, dataLength + 1, length);
    dataLength = joined;
  }

  private void dispatch(Consumer<SseEvent> out) {
    String kind = type.isEmpty() ? "message" : type;
    type = "";
    if (!hasData) {
      return;
    }
    hasData = false;
    byte[] bytes = data;
    data = NOTHING;
    out.accept(new SseEvent(kind, id, bytes, dataFrom, dataLength));
  }

  private void check(int length) throws ProtocolException {
    if (length > limit) {
      throw new ProtocolException("an event of more than " + limit + " bytes");
    }
  }

  private static boolean is(byte[] name, byte[] bytes, int start, int end) {
    return Arrays.equals(bytes, start, end, name, 0, name.length);
  }
}
