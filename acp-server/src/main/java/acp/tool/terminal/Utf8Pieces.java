package acp.tool.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that come in pieces, as text that never ends within a character. What is no UTF-8 becomes
 * {@code \uFFFD}. For one thread.
 */
final class Utf8Pieces {
  private static final int LONGEST_REST = 4;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] rest = new byte[0];

  /** The text that is whole now; empty if none is. */
  String next(byte[] bytes, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + length).put(rest).put(bytes, 0, length);
    return decode(in.flip(), false);
  }

  /** What an unfinished character at the very end becomes. */
  String end() {
    return decode(ByteBuffer.wrap(rest), true);
  }

  private String decode(ByteBuffer in, boolean isEnd) {
    CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_REST);
    decoder.decode(in, out, isEnd);
    rest = new byte[in.remaining()];
    in.get(rest);
    return out.flip().toString();
  }
}
