package acp.tool.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Output that is cut in the middle, and text that comes in pieces. */
@Timeout(5)
class PrintedTest {
  @Test
  void whatFitsIsKeptWhole() {
    for (int length :
        new int[] {0, 1, Printed.HEAD, Printed.HEAD + 1, Printed.HEAD + Printed.TAIL}) {
      assertEquals("x".repeat(length), printed("x".repeat(length)));
    }
  }

  @Test
  void whatDoesNotFitIsCutBetweenCharacters() {
    for (String shift : new String[] {"", "a", "ab", "abc"}) {
      String text = shift + "🎈".repeat(40_000) + "end";

      String kept = printed(text);

      assertFalse(kept.contains("\uFFFD"), shift);
      assertTrue(kept.startsWith(shift + "🎈") && kept.endsWith("🎈end"), shift);
    }
  }

  @Test
  void theNoteSaysHowMuchIsMissing() {
    String kept = printed("x".repeat(Printed.HEAD + Printed.TAIL + 7));

    assertTrue(kept.contains("x\n[… 7 bytes left out …]\nx"), "the note is wrong");
  }

  @Test
  void everySplitOfATextGivesTheSameTextAndNoHalfCharacters() {
    byte[] bytes = "aß語🎈b".getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at <= bytes.length; at++) {
      Utf8Pieces pieces = new Utf8Pieces();

      String first = pieces.next(bytes, at);
      byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
      String second = pieces.next(rest, rest.length);

      assertEquals("aß語🎈b", first + second + pieces.end());
      assertFalse((first + second).contains("\uFFFD"));
    }
  }

  @Test
  void whatIsNoTextIsReplacedAndNotKeptWaiting() {
    Utf8Pieces pieces = new Utf8Pieces();

    assertEquals("a\uFFFDb", pieces.next(new byte[] {'a', (byte) 0xFF, 'b'}, 3));
    assertEquals("", pieces.next(new byte[] {(byte) 0xC3}, 1));
    assertEquals("\uFFFD", pieces.end());
  }

  private static String printed(String text) {
    Printed printed = new Printed();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += 1000) {
      byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(at + 1000, bytes.length));
      printed.add(piece, piece.length);
    }
    return printed.text();
  }
}
