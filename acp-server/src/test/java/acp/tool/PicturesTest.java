package acp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pictures a model may be given. */
@Timeout(30)
class PicturesTest {
  private static final byte[] LOSSY =
      HexFormat.of()
          .parseHex(
              "524946461e000000574542505650382012000000300100"
                  + "9d012a03000500"
                  + "0000000000000000");
  private static final byte[] LOSSLESS =
      Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

  /** A picture as a program of others writes it. */
  static byte[] picture(String format, int width, int height) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < Math.min(width, height); i++) {
        image.setRGB(i, i, i * 12_345);
      }
      assertTrue(ImageIO.write(image, format, out));
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void aPictureIsKnownByItsBytes(String format) {
    byte[] bytes = picture(format, 31, 17);

    assertEquals("image/" + format, Pictures.typeOf(bytes));
    assertEquals("image/" + format, Pictures.typeOf(Arrays.copyOf(bytes, Pictures.START)));
    assertNull(Pictures.fault(bytes));
    assertTrue(
        Pictures.describe(bytes).startsWith("image/" + format + ", 31 \u00d7 17 pixels, "),
        Pictures.describe(bytes));
  }

  @Test
  void webpIsKnownInItsKinds() {
    assertEquals("image/webp, 1 \u00d7 1 pixels, 34 bytes", Pictures.describe(LOSSLESS));
    assertNull(Pictures.fault(LOSSLESS));
    assertEquals("image/webp, 3 \u00d7 5 pixels, 38 bytes", Pictures.describe(LOSSY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void whatEndsTooSoonIsBroken(String format) {
    byte[] whole = picture(format, 31, 17);

    for (int length = Pictures.START; length < whole.length - 1; length++) {
      assertEquals(
          "is a broken picture (image/" + format + "): it cannot be shown.",
          Pictures.fault(Arrays.copyOf(whole, length)),
          "after " + length + " of " + whole.length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void whateverIsChangedIsLookedAtWithoutAFault(String format) {
    Random random = new Random(7);
    byte[] whole = picture(format, 31, 17);

    for (int round = 0; round < 2_000; round++) {
      byte[] changed = whole.clone();
      for (int i = 0; i < 3; i++) {
        changed[random.nextInt(whole.length)] = (byte) random.nextInt();
      }
      Pictures.fault(changed); // comes to an end, whatever it is
    }
  }

  @Test
  void aPngWithAWrongChecksumIsBroken() {
    byte[] bytes = picture("png", 31, 17);
    bytes[bytes.length - 20]++;

    assertNotNull(Pictures.fault(bytes));
  }

  @Test
  void whatIsTooLargeIsRefusedWithAnAdvice() {
    byte[] wide = picture("png", 8_001, 1);
    byte[] heavy = Arrays.copyOf(picture("png", 1, 1), Pictures.MAX_BYTES + 1);

    assertEquals(
        "is a picture of 8001 \u00d7 1 pixels. Make one of at most 8000 pixels first.",
        Pictures.fault(wide));
    assertTrue(
        Objects.requireNonNull(Pictures.fault(heavy)).contains("more than 3.75 MiB"), "heavy");
    assertNull(Pictures.fault(picture("png", 8_000, 1)));
  }

  @Test
  void whatIsNoPictureIsNone() {
    byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);

    assertNull(Pictures.typeOf(svg));
    assertNull(Pictures.typeOf(new byte[0]));
    assertEquals("is no PNG, JPEG, GIF or WebP picture.", Pictures.fault(svg));
  }

  @Test
  void aPictureFromOthersIsPassedOnWithItsTrueTypeOrNotAtAll() {
    String data = Base64.getEncoder().encodeToString(picture("png", 3, 2));
    Content.Image right = new Content.Image(data, "image/png", null);

    assertSame(right, Pictures.checked(right));
    assertEquals(right, Pictures.checked(new Content.Image(data, "image/jpeg", null)));
    assertEquals(
        new Content.Text("[A picture was left out: it is no PNG, JPEG, GIF or WebP picture.]"),
        Pictures.checked(new Content.Image("aGVsbG8=", "image/png", null)));
    assertEquals(
        new Content.Text("[A picture was left out: it is not written in base64.]"),
        Pictures.checked(new Content.Image("a", "image/png", null)));
  }
}
