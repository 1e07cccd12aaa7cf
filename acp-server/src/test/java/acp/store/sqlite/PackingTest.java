package acp.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How large data is cut up and put together again. */
@Timeout(30)
class PackingTest {
  @Test
  void whatIsSmallStaysWhole() {
    String data = "{\"text\":\"" + "x".repeat(Packing.ROW - 11) + "\"}";

    assertEquals(new Packing.Cut(data, List.of()), Packing.cut(data));
  }

  @Test
  void whatIsLongIsTakenOutOfItsQuotes() {
    String data = "{\"a\":\"short\",\"b\":\"" + "x".repeat(Packing.ROW) + "\",\"c\":1}";

    Packing.Cut cut = Packing.cut(data);

    assertEquals("{\"a\":\"short\",\"b\":\"\",\"c\":1}", cut.rest());
    assertEquals(1, cut.pieces().size());
    assertEquals("x".repeat(Packing.ROW), cut.pieces().getFirst().text().toString());
    assertEquals(data, together(cut));
  }

  @Test
  void quotesAndBackslashesInAStringDoNotEndIt() {
    String inner = "\\\"\\\\ \\u2028 \\\\\\\"".repeat(8 * 1024);
    String data = "{\"k\\\"\":[\"" + inner + "\",\"\\\\\"]}";

    Packing.Cut cut = Packing.cut(data);

    assertEquals("{\"k\\\"\":[\"\",\"\\\\\"]}", cut.rest());
    assertEquals(data, together(cut));
  }

  @Test
  void noPieceIsLongerThanItMayBeAndNoCharacterIsCutInTwo() {
    String data = "[\"x" + "𝄞".repeat(Packing.PIECE) + "\"]";

    Packing.Cut cut = Packing.cut(data);

    assertEquals("[\"\"]", cut.rest());
    assertEquals(3, cut.pieces().size());
    assertTrue(cut.pieces().stream().allMatch(piece -> piece.text().length() <= Packing.PIECE));
    assertEquals(data, together(cut));
  }

  @Test
  void muchThatIsShortIsTakenOutAltogether() {
    String data = "[" + "\"some words\",".repeat(20_000) + "0]";

    Packing.Cut cut = Packing.cut(data);

    assertEquals("", cut.rest());
    assertEquals(data, together(cut));
  }

  @Test
  void anyTextComesBack() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      StringBuilder data = new StringBuilder();
      while (data.length() < Packing.ROW * 2) {
        data.append("\"\\x,é".charAt(random.nextInt(5)))
            .repeat("ab", random.nextInt(50) == 0 ? random.nextInt(20_000) : 0);
      }

      assertEquals(data.toString(), together(Packing.cut(data.toString())));
    }
  }

  @Test
  void bytesComeBackFromLessRoomOrTheSame() throws Exception {
    byte[] plain =
        "the same again ".repeat(1_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] packed = Packing.deflated(plain);
    byte[] noise = StoreFixture.noise(10_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertTrue(packed.length < plain.length / 10, "packed into " + packed.length);
    assertEquals("the same again ".repeat(1_000), Packing.text(packed, true));
    assertEquals(StoreFixture.noise(10_000), Packing.text(noise, false));
    byte[] random = new byte[10_000];
    new Random(1).nextBytes(random);
    assertArrayEquals(random, Packing.deflated(random));
  }

  @Test
  void whatIsNotWhatWasPackedIsSaidToBe() {
    byte[] packed =
        Packing.deflated("the same ".repeat(500).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    byte[] bent = packed.clone();
    bent[bent.length / 2] ^= 0x55;

    assertThrows(DataFormatException.class, () -> Packing.text(bent, true));
    assertThrows(
        DataFormatException.class,
        () -> Packing.text(Arrays.copyOf(packed, packed.length / 2), true));
    assertThrows(DataFormatException.class, () -> Packing.text(new byte[0], true));
    assertThrows(
        DataFormatException.class, () -> Packing.text(new byte[] {(byte) 0xC3, 0x28}, false));
  }

  private static String together(Packing.Cut cut) {
    StringBuilder whole = new StringBuilder();
    int done = 0;
    for (Packing.Piece piece : cut.pieces()) {
      whole.append(cut.rest(), done, piece.at()).append(piece.text());
      done = piece.at();
    }
    return whole.append(cut.rest(), done, cut.rest().length()).toString();
  }
}
