package acp.store.sqlite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * How the data of a large event is cut up. What is long in it, such as the text of a file or an
 * image, is taken out and kept apart, once for all events that hold the same; the rest stays in the
 * row. It is cut as text: who reads it puts the pieces back where they were, and knows nothing of
 * JSON.
 */
final class Packing {
  /** Data up to here stays in its row. In UTF-16 units, as all lengths here. */
  static final int ROW = 64 * 1024;

  /** A string shorter than this is not worth a row of its own. */
  static final int STRING = 8 * 1024;

  /** A piece is no longer than this, so that what is packed and unpacked at once has a bound. */
  static final int PIECE = 1 << 20;

  /**
   * A part that is kept apart.
   *
   * @param at where in the rest it belongs
   */
  record Piece(int at, CharSequence text) {}

  /**
   * Data cut up.
   *
   * @param rest what stays in the row
   * @param pieces in the order of the text
   */
  record Cut(String rest, List<Piece> pieces) {}

  /** The same, a string at a time. */
  private static final class Cutter {
    private final String data;
    private final boolean whole;
    private final StringBuilder rest = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();

    Cutter(String data, boolean whole) {
      this.data = data;
      this.whole = whole;
    }

    Cut cut(List<int[]> strings) {
      int done = 0;
      for (int[] string : strings) {
        keep(done, string[0]);
        takeOut(string[0], string[1]);
        done = string[1];
      }
      keep(done, data.length());
      return new Cut(rest.toString(), pieces);
    }

    private void keep(int from, int to) {
      if (whole) {
        takeOut(from, to);
      } else {
        rest.append(data, from, to);
      }
    }

    private void takeOut(int from, int to) {
      int start = from;
      while (start < to) {
        int end = Math.min(to, start + PIECE);
        if (end < to && Character.isHighSurrogate(data.charAt(end - 1))) {
          end--;
        }
        pieces.add(new Piece(rest.length(), CharBuffer.wrap(data, start, end)));
        start = end;
      }
    }
  }

  private Packing() {}

  /** Cuts data up if it is large. */
  static Cut cut(String data) {
    if (data.length() <= ROW) {
      return new Cut(data, List.of());
    }
    List<int[]> strings = longStrings(data);
    int left = data.length();
    for (int[] string : strings) {
      left -= string[1] - string[0];
    }
    return new Cutter(data, left > ROW).cut(strings);
  }

  /** Where the long strings of a JSON text begin and end, without their quotes. */
  private static List<int[]> longStrings(String json) {
    List<int[]> all = new ArrayList<>();
    for (int quote = json.indexOf('"'); quote >= 0; ) {
      int end = quote + 1;
      while (end < json.length() && json.charAt(end) != '"') {
        end += json.charAt(end) == '\\' ? 2 : 1;
      }
      if (end - quote > STRING && end < json.length()) {
        all.add(new int[] {quote + 1, end});
      }
      quote = json.indexOf('"', end + 1);
    }
    return all;
  }

  /** The text of a piece as bytes. */
  static byte[] bytes(Piece piece) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(piece.text()));
    return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.limit());
  }

  /** What tells these bytes from all others. */
  static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  /** The bytes in less room, if they can be; else themselves. */
  static byte[] deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] smaller = new byte[bytes.length];
      int length = deflater.deflate(smaller);
      return deflater.finished() && length < bytes.length ? Arrays.copyOf(smaller, length) : bytes;
    }
  }

  /**
   * The text of a piece.
   *
   * @throws DataFormatException if the bytes are not what was written
   */
  static String text(byte[] data, boolean deflated) throws DataFormatException {
    byte[] bytes = deflated ? inflated(data) : data;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new DataFormatException("no UTF-8");
    }
  }

  private static byte[] inflated(byte[] data) throws DataFormatException {
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(data);
      ByteArrayOutputStream bytes =
          new ByteArrayOutputStream((int) Math.min(data.length * 4L, PIECE));
      byte[] some = new byte[64 * 1024];
      while (!inflater.finished()) {
        int length = inflater.inflate(some);
        if (length == 0 && !inflater.finished()) {
          throw new DataFormatException("cut off");
        }
        bytes.write(some, 0, length);
        if (bytes.size() > 4L * PIECE) {
          throw new DataFormatException("too long");
        }
      }
      return bytes.toByteArray();
    }
  }
}
