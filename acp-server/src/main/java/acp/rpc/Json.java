package acp.rpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value as a slice of the line it came in, already known to be well-formed. It is lent:
 * the bytes are overwritten by the next line, so it must not be kept beyond the call that gave it.
 */
public final class Json {

  static final Json EMPTY_OBJECT = of("{}");

  private final byte[] bytes;
  private final int offset;
  private final int length;

  Json(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** The value written in {@code text}, which must be well-formed JSON. */
  public static Json of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Json(bytes, 0, bytes.length);
  }

  /** A streaming parser that stands before the value's first token; the caller closes it. */
  public JsonParser parser() throws IOException {
    return Codec.JSON.createParser(bytes, offset, length);
  }

  /**
   * The member {@code name} of this object; null if there is none. Of several of that name the last
   * counts.
   */
  public @Nullable Json member(String name) throws IOException {
    Scan.Found found = Scan.member(this, name);
    if (found.plain()) {
      return found.value();
    }
    Json value = null;
    try (JsonParser parser = parser()) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = name.equals(parser.currentName());
        parser.nextToken();
        Json slice = Codec.slice(parser, bytes, offset);
        value = wanted ? slice : value;
      }
    }
    return value;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** The byte the value begins with. */
  int first() {
    return bytes[offset];
  }

  int offset() {
    return offset;
  }

  /** Whether the value is an object. */
  public boolean isObject() {
    return bytes[offset] == '{';
  }

  /** Whether the value is {@code null}, the only one that begins with an n. */
  boolean isNull() {
    return bytes[offset] == 'n';
  }

  /** Whether the value, known to be an array, has no elements. */
  boolean isEmptyArray() {
    for (int i = offset + 1; i < offset + length - 1; i++) {
      if (bytes[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  /** The value as it was written. */
  @Override
  public String toString() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
