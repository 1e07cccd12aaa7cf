package acp.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.store.EventCodec;
import acp.store.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is packed can be read for ever, and what is broken is not taken for something else. */
class CompressionTest {
  private static final String DATA =
      "{\"call\":\"call-1\",\"status\":\"completed\",\"shown\":[{\"type\":\"block\",\"content\":"
          + "{\"type\":\"text\",\"text\":\"Größer 𝄞\"}}],\"told\":\"Größer 𝄞\"}";

  private final Compression compression = new Compression();

  @AfterEach
  void close() {
    compression.close();
  }

  /** Other bytes would make everything unreadable that was ever packed. */
  @Test
  void theDictionaryIsNeverChanged() {
    CRC32 sum = new CRC32();
    sum.update(Dictionary.bytes());

    assertEquals(3146566034L, sum.getValue());
    assertEquals(1, Dictionary.VERSION);
  }

  @Test
  void whatTheFirstVersionPackedIsReadAsItWas() throws Exception {
    byte[] packed =
        HexFormat.of().parseHex("018901f700835b09a274a96fad7bd1e16d87e7a716297c98db320fc566341900");

    assertEquals(DATA, compression.unpack(packed));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyEventIsTheSameAfterIt(String name) throws Exception {
    Event event = Objects.requireNonNull(Samples.all().get(name));
    EventCodec codec = new EventCodec();
    String data = codec.data(event) + " ".repeat(Compression.LEAST);

    String unpacked = compression.unpack(packed(data));

    assertEquals(data, unpacked);
    assertEquals(event, codec.event(codec.type(event), unpacked));
  }

  static Set<String> names() {
    return Samples.all().keySet();
  }

  @Test
  void whatDoesNotGetSmallerIsNotPacked() {
    assertNull(compression.pack("{\"message\":\"\"}"));
    assertNull(
        compression.pack("vK3qZ0xW9rT7mB1nL5pJ8cF2hD6gS4yQ!uE(oA)iR%tY&kX?zN=wM+jV#fC@bHd*"));
    assertNotNull(compression.pack(DATA));
  }

  @Test
  void aRowOfTheGreatestLengthIsRead() throws Exception {
    String data = "€uro".repeat(Packing.ROW / 4);

    assertEquals(data, compression.unpack(packed(data)));
    assertEquals("€".repeat(Packing.ROW), compression.unpack(packed("€".repeat(Packing.ROW))));
    assertNull(compression.pack("x".repeat(Compression.MOST + 1)));
  }

  @Test
  void aByteThatChangedIsFoundOut() {
    byte[] packed = packed(DATA);
    int found = 0;
    for (int at = 0; at < packed.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] hurt = packed.clone();
        hurt[at] ^= (byte) (1 << bit);

        String read;
        try {
          read = compression.unpack(hurt);
        } catch (DataFormatException e) {
          found++;
          continue;
        }
        assertEquals(DATA, read, at + "/" + bit); // what fills up the last byte says nothing
      }
    }
    assertTrue(found > 8 * (packed.length - 1), "found " + found);
  }

  @Test
  void whatIsCutOffOrGoesOnIsFoundOut() throws Exception {
    byte[] packed = packed(DATA);
    for (int length = 0; length < packed.length; length++) {
      byte[] hurt = Arrays.copyOf(packed, length);

      assertThrows(DataFormatException.class, () -> compression.unpack(hurt), "" + length);
    }
    assertThrows(
        DataFormatException.class,
        () -> compression.unpack(Arrays.copyOf(packed, packed.length + 1)));
    assertEquals(DATA, compression.unpack(packed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "01", "02", "0180", "01ffffff7f0000", "01ffff7f00000300"})
  void whatIsNoPackedRowIsFoundOut(String hex) {
    assertThrows(DataFormatException.class, () -> compression.unpack(HexFormat.of().parseHex(hex)));
  }

  @Test
  void aStreamThatGoesOnForEverIsNotUnpacked() {
    byte[] bomb = new byte[100_000];
    byte[] packed = new byte[200_000];
    try (Deflater deflater = new Deflater(9, true)) {
      deflater.setInput(new byte[64 << 20]);
      deflater.finish();
      int length = deflater.deflate(bomb);
      packed[0] = Dictionary.VERSION;
      packed[1] = 100;
      System.arraycopy(bomb, 0, packed, 4, length);
      byte[] row = Arrays.copyOf(packed, 4 + length);

      DataFormatException refusal =
          assertThrows(DataFormatException.class, () -> compression.unpack(row));

      assertTrue(String.valueOf(refusal.getMessage()).contains("length"), refusal.getMessage());
    }
  }

  private byte[] packed(String data) {
    byte[] packed = compression.pack(data);
    assertNotNull(packed);
    assertTrue(packed.length < data.getBytes(StandardCharsets.UTF_8).length);
    return packed;
  }
}
