package acp.tool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How large a picture is, in pixels, from its frame alone: nothing is decoded, but every part must
 * be where it belongs, to the last.
 */
record PictureSize(int width, int height) {

  /** The size of a whole picture; null if it is broken. */
  static @Nullable PictureSize of(String type, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      PictureSize size =
          switch (type) {
            case "image/png" -> png(in);
            case "image/jpeg" -> jpeg(in);
            case "image/gif" -> gif(in.order(ByteOrder.LITTLE_ENDIAN));
            case "image/webp" -> webp(in.order(ByteOrder.LITTLE_ENDIAN));
            default -> null;
          };
      return size != null && size.width > 0 && size.height > 0 ? size : null;
    } catch (IndexOutOfBoundsException endsTooSoon) {
      return null;
    }
  }

  /** Chunks of length, name, data and checksum, from IHDR over IDAT to IEND. */
  private static @Nullable PictureSize png(ByteBuffer in) {
    PictureSize size = null;
    boolean data = false;
    for (int at = 8; ; ) {
      int length = in.getInt(at);
      String name = name(in, at + 4);
      CRC32 sum = new CRC32();
      sum.update(in.slice(at + 4, length + 4));
      if (in.getInt(at + 8 + length) != (int) sum.getValue()) {
        return null;
      }
      if (at == 8) {
        size = name.equals("IHDR") ? new PictureSize(in.getInt(16), in.getInt(20)) : null;
      }
      data |= name.equals("IDAT") && length > 0;
      if (name.equals("IEND") || size == null) {
        return data ? size : null;
      }
      at += 12 + length;
    }
  }

  /** Segments up to the scans, whose data goes on to the next marker that is one; then the end. */
  private static @Nullable PictureSize jpeg(ByteBuffer in) {
    PictureSize size = null;
    boolean scan = false;
    for (int at = 2; ; ) {
      int marker = in.get(at + 1) & 0xFF;
      if (in.get(at) != (byte) 0xFF) {
        if (!scan) {
          return null;
        }
        at++; // data of a scan
      } else if (marker == 0xD9) {
        return scan ? size : null;
      } else if (marker == 0xFF) {
        at++; // a fill byte
      } else if (marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD7)) {
        at += 2;
      } else {
        if (isFrame(marker)) {
          size = new PictureSize(in.getShort(at + 7) & 0xFFFF, in.getShort(at + 5) & 0xFFFF);
        }
        scan |= marker == 0xDA && size != null;
        at += 2 + Math.max(2, in.getShort(at + 2) & 0xFFFF);
      }
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** A screen, then extensions and images in blocks, then the trailer. */
  private static @Nullable PictureSize gif(ByteBuffer in) {
    PictureSize size = new PictureSize(in.getShort(6) & 0xFFFF, in.getShort(8) & 0xFFFF);
    boolean image = false;
    int at = 13 + table(in.get(10));
    while (true) {
      switch (in.get(at)) {
        case 0x3B -> {
          return image ? size : null;
        }
        case 0x21 -> at = blocks(in, at + 2);
        case 0x2C -> {
          image = true;
          at = blocks(in, at + 11 + table(in.get(at + 9)));
        }
        default -> {
          return null;
        }
      }
    }
  }

  /** Bytes of the colour table that follows. */
  private static int table(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** Where blocks that begin at {@code at} are over. */
  private static int blocks(ByteBuffer in, int at) {
    int next = at;
    while (in.get(next) != 0) {
      next += 1 + (in.get(next) & 0xFF);
    }
    return next + 1;
  }

  private static @Nullable PictureSize webp(ByteBuffer in) {
    if ((in.getInt(4) & 0xFFFFFFFFL) + 8 > in.limit()) {
      return null;
    }
    return switch (name(in, 12)) {
      case "VP8 " ->
          in.get(23) == (byte) 0x9D && in.get(24) == 0x01 && in.get(25) == 0x2A
              ? new PictureSize(in.getShort(26) & 0x3FFF, in.getShort(28) & 0x3FFF)
              : null;
      case "VP8L" -> {
        int bits = in.getInt(21);
        yield in.get(20) == 0x2F
            ? new PictureSize((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1)
            : null;
      }
      case "VP8X" ->
          new PictureSize((in.getInt(24) & 0xFFFFFF) + 1, (in.getInt(27) & 0xFFFFFF) + 1);
      default -> null;
    };
  }

  private static String name(ByteBuffer in, int at) {
    byte[] name = new byte[4];
    in.get(at, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return width + " \u00d7 " + height;
  }
}
