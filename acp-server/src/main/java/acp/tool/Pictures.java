package acp.tool;

import acp.event.Content;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that models take: PNG, JPEG, GIF and WebP, known by their bytes and not by their names.
 * A provider refuses a request for one picture that it cannot take, and the picture is in every
 * later request too; so what is broken or too large must not get into a session.
 */
public final class Pictures {
  /** How many bytes tell the type. */
  public static final int START = 16;

  /** Bytes of the largest; in base64 they are 5 MiB, the least that a provider allows. */
  public static final int MAX_BYTES = 15 * 256 * 1024;

  /** Pixels on the longer side. */
  public static final int MAX_SIDE = 8_000;

  private Pictures() {}

  /**
   * The media type of what begins with these bytes.
   *
   * @param start at least {@link #START} bytes of it, or all
   * @return null if it is no picture that models take
   */
  public static @Nullable String typeOf(byte[] start) {
    String latin = new String(start, 0, Math.min(start.length, START), StandardCharsets.ISO_8859_1);
    if (latin.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (latin.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (latin.startsWith("GIF87a") || latin.startsWith("GIF89a")) {
      return "image/gif";
    }
    return latin.startsWith("RIFF") && latin.startsWith("WEBP", 8) ? "image/webp" : null;
  }

  /**
   * Why a picture cannot be shown to a model: the rest of a sentence that begins with its name.
   *
   * @param bytes all of it; of a larger one than {@link #MAX_BYTES}, one more than that will do
   * @return null if it can
   */
  public static @Nullable String fault(byte[] bytes) {
    String type = typeOf(bytes);
    if (type == null) {
      return "is no PNG, JPEG, GIF or WebP picture.";
    }
    if (bytes.length > MAX_BYTES) {
      return "is a picture of more than 3.75 MiB. Make a smaller one of it first, such as one of 1568"
          + " pixels on its longer side.";
    }
    PictureSize size = PictureSize.of(type, bytes);
    if (size == null) {
      return "is a broken picture (" + type + "): it cannot be shown.";
    }
    return Math.max(size.width(), size.height()) > MAX_SIDE
        ? "is a picture of " + size + " pixels. Make one of at most " + MAX_SIDE + " pixels first."
        : null;
  }

  /** The type, size and length of a picture that has no fault, for people. */
  public static String describe(byte[] bytes) {
    String type = String.valueOf(typeOf(bytes));
    return type
        + ", "
        + PictureSize.of(type, bytes)
        + " pixels, "
        + String.format(Locale.ROOT, "%,d", bytes.length)
        + " bytes";
  }

  /**
   * A picture as a model can be given it: with its true type, or, where it has a fault, the words
   * that say so in its place.
   *
   * @param image from anyone, such as a prompt or a tool server
   */
  public static Content checked(Content.Image image) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(image.data());
    } catch (IllegalArgumentException notBase64) {
      return leftOut("is not written in base64.");
    }
    String fault = fault(bytes);
    String type = typeOf(bytes);
    if (fault != null || type == null) {
      return leftOut(String.valueOf(fault));
    }
    String data = Base64.getEncoder().encodeToString(bytes);
    return data.equals(image.data()) && type.equals(image.mimeType())
        ? image
        : new Content.Image(data, type, image.uri());
  }

  private static Content leftOut(String fault) {
    return new Content.Text("[A picture was left out: it " + fault + "]");
  }
}
