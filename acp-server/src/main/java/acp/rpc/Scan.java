package acp.rpc;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON in its plainest form without the parser: no escapes, nothing beyond ASCII, no member
 * twice, little nesting. Every {@code initialize} is of that form, and an editor waits for its
 * answer: the parser's classes alone would take as long as all the rest of it. What is not plain is
 * not judged here but left to the {@link Codec}, so there is one judge of what is well-formed;
 * whatever this does accept, the codec accepts too, and reads alike.
 */
final class Scan {
  private static final int MAX_DEPTH = 32;

  private final byte[] bytes;
  private final int end;
  private int at;
  private boolean plain = true;
  private boolean closed;

  private Scan(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /** The request that a line is; null if it is none, or not plain. */
  static Message.@Nullable Request request(byte[] bytes, int offset, int length) {
    Scan scan = new Scan(bytes, offset, length);
    Json version = null;
    Json id = null;
    Json method = null;
    Json params = null;
    scan.open();
    while (scan.hasMember()) {
      String name = scan.name();
      Json value = scan.value(1);
      switch (name) {
        case "jsonrpc" -> version = scan.once(version, value);
        case "id" -> id = scan.once(id, value);
        case "method" -> method = scan.once(method, value);
        case "params" -> params = scan.once(params, value);
        default -> scan.plain = false;
      }
    }
    if (!scan.isDone() || version == null || id == null || method == null || params == null) {
      return null;
    }
    boolean isRequest =
        version.toString().equals("\"2.0\"")
            && (id.first() == '"' || id.first() == '-' || isDigit(id.first()))
            && method.first() == '"'
            && params.first() == '{';
    return isRequest
        ? new Message.Request(new RequestId(id.toString()), unquoted(method), params)
        : null;
  }

  /** The member {@code name} of an object. */
  static Found member(Json object, String name) {
    Scan scan = new Scan(object.bytes(), object.offset(), object.length());
    Json found = null;
    scan.open();
    while (scan.hasMember()) {
      boolean wanted = scan.name().equals(name);
      Json value = scan.value(1);
      if (wanted) {
        found = scan.once(found, value);
      }
    }
    return new Found(scan.isDone(), found);
  }

  /**
   * What came of looking for a member.
   *
   * @param plain false if the object is not plain, so that nothing is known
   * @param value null if there is no such member
   */
  record Found(boolean plain, @Nullable Json value) {}

  private void open() {
    space();
    expect('{');
    space();
    if (peek() == '}') {
      at++;
      closed = true;
    }
  }

  /** Whether another member follows; the end of the object is taken. */
  private boolean hasMember() {
    return plain && !closed;
  }

  private String name() {
    space();
    int start = at;
    string();
    String name =
        plain ? new String(bytes, start + 1, at - start - 2, StandardCharsets.US_ASCII) : "";
    space();
    expect(':');
    return name;
  }

  /** The value, and what parts it from the next member. */
  private @Nullable Json value(int depth) {
    space();
    int start = at;
    skip(depth);
    Json value = plain ? new Json(bytes, start, at - start) : null;
    space();
    if (peek() == '}') {
      at++;
      closed = true;
    } else {
      expect(',');
    }
    return value;
  }

  private @Nullable Json once(@Nullable Json before, @Nullable Json value) {
    if (before != null) {
      plain = false;
    }
    return value;
  }

  private boolean isDone() {
    space();
    return plain && closed && at == end;
  }

  private void skip(int depth) {
    switch (peek()) {
      case '"' -> string();
      case '{' -> nested(depth, '}', true);
      case '[' -> nested(depth, ']', false);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void nested(int depth, char close, boolean named) {
    at++;
    if (depth == MAX_DEPTH) {
      plain = false;
      return;
    }
    space();
    if (peek() == close) {
      at++;
      return;
    }
    while (plain) {
      if (named) {
        space();
        string();
        space();
        expect(':');
      }
      space();
      skip(depth + 1);
      space();
      if (peek() == close) {
        at++;
        return;
      }
      expect(',');
    }
  }

  private void string() {
    expect('"');
    while (plain) {
      int c = peek();
      at++;
      if (c == '"') {
        return;
      }
      if (c < ' ' || c > '~' || c == '\\') {
        plain = false;
      }
    }
  }

  private void number() {
    if (peek() == '-') {
      at++;
    }
    int start = at;
    boolean zero = peek() == '0';
    digits();
    if (zero && at - start > 1) {
      plain = false;
    }
    if (peek() == '.' || peek() == 'e' || peek() == 'E') {
      plain = false; // rare in what is read here, and the parser knows how
    }
  }

  private void digits() {
    if (!isDigit(peek())) {
      plain = false;
    }
    while (isDigit(peek())) {
      at++;
    }
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
  }

  private void expect(char c) {
    if (peek() == c) {
      at++;
    } else {
      plain = false;
    }
  }

  private void space() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /**
   * The next byte; a value that stands in no JSON at the end, or when nothing more is to be read.
   */
  private int peek() {
    return at < end && plain ? bytes[at] : 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String unquoted(Json string) {
    String text = string.toString();
    return text.substring(1, text.length() - 1);
  }
}
