package acp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines as frames, both ways. */
@Timeout(20)
class StdioTransportTest {

  @Test
  void aLineIsAFrameWithoutItsEnd() {
    String stream = "one\ntwo\n";

    List<String> heard = read(stream);

    assertEquals(List.of("one", "two", "END"), heard);
  }

  @Test
  void framesAreTheSameWhereverTheStreamIsSplit() {
    byte[] stream = "{\"a\":\"ü\"}\r\n\n\uFEFF[€]\nlast".getBytes(StandardCharsets.UTF_8);

    for (int at = 0; at <= stream.length; at++) {
      InputStream split =
          new SequenceInputStream(
              new ByteArrayInputStream(stream, 0, at),
              new ByteArrayInputStream(stream, at, stream.length - at));

      assertEquals(List.of("{\"a\":\"ü\"}", "[€]", "last", "END"), read(split, 100), "at " + at);
    }
  }

  @Test
  void framesAreTheSameWhenBytesComeOneByOne() {
    byte[] stream = "one\r\ntwo\n\nthree".getBytes(StandardCharsets.UTF_8);
    InputStream trickle =
        new ByteArrayInputStream(stream) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1));
          }
        };

    List<String> heard = read(trickle, 100);

    assertEquals(List.of("one", "two", "three", "END"), heard);
  }

  @Test
  void onlyOneCarriageReturnAtTheEndIsStripped() {
    String stream = "a\rb\r\r\n";

    List<String> heard = read(stream);

    assertEquals(List.of("a\rb\r", "END"), heard);
  }

  @Test
  void blankLinesAreNoFrames() {
    String stream = "\n\r\n  \t\n\uFEFF\nx\n \n";

    List<String> heard = read(stream);

    assertEquals(List.of("x", "END"), heard);
  }

  @Test
  void anEmptyStreamEndsAtOnce() {
    List<String> heard = read("");

    assertEquals(List.of("END"), heard);
  }

  @Test
  void aFailingStreamIsAnEnd() {
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream("one\ntw".getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("gone");
              }
            });

    List<String> heard = read(failing, 100);

    assertEquals(List.of("one", "tw", "END"), heard);
  }

  @Test
  void aLineOfExactlyTheLimitIsTaken() {
    String stream = "x".repeat(100) + "\ny\n";

    List<String> heard = read(stream);

    assertEquals(List.of("x".repeat(100), "y", "END"), heard);
  }

  @Test
  void aLineOverTheLimitIsToldOnceAndTheNextIsRead() {
    for (int length : new int[] {101, 1000, 70_000, 1_000_000}) {
      String stream = "a\n" + "x".repeat(length) + "\ngood\n" + "x".repeat(length);

      List<String> heard = read(stream);

      assertEquals(List.of("a", "OVER 100", "good", "OVER 100", "END"), heard, "length " + length);
    }
  }

  @Test
  void aLineOverALargeLimitIsNotKept() {
    Endless endless = new Endless(300_000_000);

    List<String> heard = read(endless, 1_000_000);

    assertEquals(List.of("OVER 1000000", "END"), heard);
    assertTrue(endless.longestAsked <= 2_000_000, "asked for " + endless.longestAsked);
  }

  @Test
  void twentyMegabytesAreAFrameAndTheirMemoryIsLetGo() {
    byte[] stream = new byte[20_000_000 + 7];
    Arrays.fill(stream, (byte) 'x');
    stream[20_000_000] = '\n';
    stream[20_000_002] = '\n';
    List<Integer> lengths = new ArrayList<>();
    List<Integer> buffers = new ArrayList<>();
    InputStream trickle =
        new SequenceInputStream(
            new ByteArrayInputStream(stream, 0, 20_000_001),
            new ByteArrayInputStream(stream, 20_000_001, 6));

    new StdioTransport(trickle, OutputStream.nullOutputStream())
        .run(
            new Lines() {
              @Override
              public void onFrame(byte[] buffer, int offset, int length) {
                lengths.add(length);
                buffers.add(buffer.length);
              }
            });

    assertEquals(List.of(20_000_000, 1, 4), lengths);
    assertTrue(buffers.getFirst() >= 20_000_000);
    assertTrue(buffers.getLast() <= 65_536, "still holds " + buffers.getLast());
  }

  @Test
  void sentFramesBecomeLinesWhenFlushed() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    Transport transport = new StdioTransport(InputStream.nullInputStream(), wire);

    transport.send(bytes("-one-"), 1, 3);
    transport.send(bytes("two"), 0, 3);
    int before = wire.size();
    transport.flush();

    assertEquals(0, before);
    assertEquals("one\ntwo\n", wire.toString(StandardCharsets.UTF_8));
  }

  @Test
  void framesOfEverySizeAroundTheBufferKeepTheirOrder() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    Transport transport = new StdioTransport(InputStream.nullInputStream(), wire);
    StringBuilder expected = new StringBuilder();

    for (int length : new int[] {1, 65_534, 65_535, 3, 65_536, 65_537, 200_000, 2, 65_533, 1, 1}) {
      String frame = "f".repeat(length);
      transport.send(bytes(frame), 0, length);
      expected.append(frame).append('\n');
    }
    transport.flush();

    assertEquals(expected.toString(), wire.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aBrokenPipeIsTheSendersToKnow() throws IOException {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Transport transport = new StdioTransport(InputStream.nullInputStream(), broken);
    transport.send(bytes("one"), 0, 3);

    assertThrows(IOException.class, transport::flush);
  }

  /** What a stream tells, with a limit of 100 bytes a line. */
  private static List<String> read(String stream) {
    return read(new ByteArrayInputStream(bytes(stream)), 100);
  }

  private static List<String> read(InputStream stream, int maxLine) {
    Lines lines = new Lines();
    new StdioTransport(stream, OutputStream.nullOutputStream(), maxLine).run(lines);
    return lines.heard;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static class Lines implements FrameHandler {
    final List<String> heard = new ArrayList<>();

    @Override
    public void onFrame(byte[] buffer, int offset, int length) {
      heard.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void onOversized(long limit) {
      heard.add("OVER " + limit);
    }

    @Override
    public void onEnd() {
      heard.add("END");
    }
  }

  /** One line without an end; remembers the largest space it was given. */
  private static final class Endless extends InputStream {
    private long left;
    int longestAsked;

    Endless(long length) {
      left = length;
    }

    @Override
    public int read() {
      throw new AssertionError("read in bulk");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      longestAsked = Math.max(longestAsked, length);
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      Arrays.fill(target, offset, offset + count, (byte) 'x');
      left -= count;
      return count;
    }
  }
}
