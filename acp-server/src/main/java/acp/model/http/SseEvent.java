package acp.model.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One event of an event stream. Its data is a range of bytes that nobody changes any more, so that
 * a parser can read it in place; several data lines are joined by a line feed.
 */
public final class SseEvent {
  private final String type;
  private final String id;
  private final byte[] bytes;
  private final int offset;
  private final int length;

  SseEvent(String type, String id, byte[] bytes, int offset, int length) {
    this.type = type;
    this.id = id;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** What kind of event it is; {@code message} when the server does not say. */
  public String type() {
    return type;
  }

  /** The last id that the server has given; empty when it never did. */
  public String id() {
    return id;
  }

  /** Where the data lies, from {@link #offset} on for {@link #length} bytes. Not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  /** The data as text. */
  public String text() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  /** True if the data is exactly these bytes. */
  public boolean holds(byte[] data) {
    return Arrays.equals(bytes, offset, offset + length, data, 0, data.length);
  }

  @Override
  public String toString() {
    return type + ": " + text();
  }
}
