package acp.tool.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Output that is cut in the middle, and text that comes in pieces. */
@Timeout(5)
class PrintedTest {
  @TempDir Path folder;

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
  void whatIsCutIsKeptInTheOrderInWhichItCame() throws IOException {
    Printed printed = new Printed(Outputs.in(folder));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      String piece = i + " some words of it\n";
      all.append(piece);
      printed.add(piece.getBytes(StandardCharsets.UTF_8), piece.length());
    }
    printed.end();
    printed.add(new byte[] {'x'}, 1);

    Path file =
        Objects.requireNonNull(Outputs.in(folder).find(String.valueOf(printed.kept())), "kept");
    assertEquals(all.toString(), Files.readString(file));
  }

  @Test
  void whereNothingCanBeKeptTheRestIsToldAllTheSame() throws IOException {
    Path taken = Files.createFile(folder.resolve("taken"));
    Printed printed = new Printed(Outputs.in(taken));
    byte[] bytes = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    printed.add(bytes, bytes.length);
    printed.end();

    assertNull(printed.kept());
    assertTrue(printed.text().contains("bytes left out"));
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

  private String printed(String text) {
    Printed printed = new Printed(Outputs.in(folder));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += 1000) {
      byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(at + 1000, bytes.length));
      printed.add(piece, piece.length);
    }
    return printed.text();
  }
}
