package acp.store.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Makes the data of single rows small: DEFLATE with a {@link Dictionary} of what such data is made
 * of. A packed row is a byte for the version of the dictionary; how many bytes of UTF-8 the data
 * has, seven bits in each byte, the lowest first, the highest bit set in all but the last; the low
 * two bytes of their CRC-32; and the bare stream. One thread at a time; what it takes is taken when
 * first needed and given back with {@link #close}.
 */
final class Compression implements AutoCloseable {
  /** What is shorter, in UTF-16 units, is not worth the time. */
  static final int LEAST = 64;

  /** So many bytes it has to save. */
  private static final int SAVING = 16;

  /** What stays in a row has no more: three bytes for a UTF-16 unit. */
  static final int MOST = 3 * Packing.ROW;

  /** The level beyond which next to nothing is won. */
  private static final int LEVEL = 5;

  private byte @Nullable [] dictionary;
  private @Nullable Deflater deflater;
  private @Nullable Inflater inflater;

  /** The data packed; null if that is not worth it. */
  byte @Nullable [] pack(String data) {
    if (data.length() < LEAST) {
      return null;
    }
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST) {
      return null;
    }
    byte[] packed = new byte[bytes.length - SAVING];
    int at = head(packed, bytes);
    Deflater stream = deflater();
    stream.setInput(bytes);
    stream.finish();
    int length = stream.deflate(packed, at, packed.length - at);
    return stream.finished() ? Arrays.copyOf(packed, at + length) : null;
  }

  private static int head(byte[] packed, byte[] bytes) {
    int at = 0;
    packed[at++] = Dictionary.VERSION;
    int length = bytes.length;
    for (; length > 0x7f; length >>>= 7) {
      packed[at++] = (byte) (length | 0x80);
    }
    packed[at++] = (byte) length;
    int sum = sum(bytes, bytes.length);
    packed[at++] = (byte) (sum >>> 8);
    packed[at++] = (byte) sum;
    return at;
  }

  /**
   * The data as it was before.
   *
   * @throws DataFormatException if this is not what was written, or was written by a later version
   */
  String unpack(byte[] packed) throws DataFormatException {
    if (packed.length == 0 || packed[0] != Dictionary.VERSION) {
      throw new DataFormatException("it is not packed in a way that is known here");
    }
    int at = 1;
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      if (at == packed.length || shift > 14) {
        throw new DataFormatException("it has no length");
      }
      length |= (packed[at] & 0x7f) << shift;
      if (packed[at++] >= 0) {
        break;
      }
    }
    if (length > MOST) {
      throw new DataFormatException("it is too long");
    }
    if (packed.length - at < 2) {
      throw new DataFormatException("it is cut off");
    }
    int sum = ((packed[at] & 0xff) << 8) | (packed[at + 1] & 0xff);
    byte[] bytes = inflated(packed, at + 2, length);
    if (sum(bytes, length) != sum) {
      throw new DataFormatException("it is not what was written");
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** As many bytes as there should be, and room for one that is too many. */
  private byte[] inflated(byte[] packed, int at, int length) throws DataFormatException {
    Inflater stream = inflater();
    stream.setInput(packed, at, packed.length - at);
    byte[] bytes = new byte[length + 1];
    int done = 0;
    while (!stream.finished() && done <= length) {
      int more = stream.inflate(bytes, done, bytes.length - done);
      if (more == 0 && !stream.finished()) {
        throw new DataFormatException("it is cut off");
      }
      done += more;
    }
    if (done != length || stream.getRemaining() > 0) {
      throw new DataFormatException("it has not the length that it should have");
    }
    return bytes;
  }

  private static int sum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return (int) (sum.getValue() & 0xffff);
  }

  /** Ready for a row. */
  private Deflater deflater() {
    Deflater stream = deflater;
    if (stream == null) {
      stream = new Deflater(LEVEL, true);
      deflater = stream;
    } else {
      stream.reset();
    }
    stream.setDictionary(dictionary());
    return stream;
  }

  private Inflater inflater() {
    Inflater stream = inflater;
    if (stream == null) {
      stream = new Inflater(true);
      inflater = stream;
    } else {
      stream.reset();
    }
    stream.setDictionary(dictionary());
    return stream;
  }

  private byte[] dictionary() {
    byte[] known = dictionary;
    if (known == null) {
      known = Dictionary.bytes();
      dictionary = known;
    }
    return known;
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.close();
      deflater = null;
    }
    if (inflater != null) {
      inflater.close();
      inflater = null;
    }
  }
}
