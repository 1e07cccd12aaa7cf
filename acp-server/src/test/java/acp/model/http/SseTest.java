package acp.model.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Sse}: what the standard says of an event stream, whatever way its bytes are cut. */
@Timeout(5)
class SseTest {
  private static final String MIXED =
      "\uFEFF: hello\r\ndata: ä€😀\r\ndata:two\r\n\r\nevent: odd\rdata: x\r\rid: 7\ndata\n\n:c\n\ndata: {\"a\":1}\n\n";
  private static final List<String> MIXED_EVENTS =
      List.of("message||ä€😀\ntwo", "odd||x", "message|7|", "message|7|{\"a\":1}");

  @Test
  void aDataLineIsAnEvent() throws Exception {
    assertEquals(List.of("message||one", "message||two"), read("data: one\n\ndata: two\n\n"));
  }

  @Test
  void anEventMayBeSplitAtAnyByte() throws Exception {
    byte[] bytes = MIXED.getBytes(UTF_8);

    for (int cut = 0; cut <= bytes.length; cut++) {
      byte[] left = Arrays.copyOfRange(bytes, 0, cut);
      byte[] right = Arrays.copyOfRange(bytes, cut, bytes.length);
      assertEquals(MIXED_EVENTS, read(1000, left, right), "cut at " + cut);
    }
  }

  @Test
  void everyByteMayComeAlone() throws Exception {
    byte[] bytes = MIXED.getBytes(UTF_8);
    byte[][] alone = new byte[bytes.length][];
    for (int i = 0; i < bytes.length; i++) {
      alone[i] = new byte[] {bytes[i]};
    }

    assertEquals(MIXED_EVENTS, read(1000, alone));
  }

  @Test
  void linesEndWithAnyOfTheThreeEndings() throws Exception {
    assertEquals(List.of("message||a\nb"), read("data: a\rdata: b\r\r"));
    assertEquals(List.of("message||a\nb"), read("data: a\ndata: b\n\n"));
    assertEquals(List.of("message||a\nb"), read("data: a\r\ndata: b\r\n\r\n"));
  }

  @Test
  void onlyOneBlankAfterTheColonIsDropped() throws Exception {
    assertEquals(List.of("message||  a "), read("data:   a \n\n"));
    assertEquals(List.of("message||a:b"), read("data:a:b\n\n"));
  }

  @Test
  void dataThatIsEmptyIsStillAnEventAndNoDataIsNone() throws Exception {
    assertEquals(List.of("message||", "message||\n"), read("data:\n\nevent: x\n\ndata\ndata\n\n"));
  }

  @Test
  void anIdStaysUntilTheNextAndOneWithANulIsIgnored() throws Exception {
    assertEquals(
        List.of("message|1|a", "message|1|b", "message||c"),
        read("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid\ndata: c\n\n"));
  }

  @Test
  void unknownFieldsAndCommentsAreSkipped() throws Exception {
    assertEquals(
        List.of("message||a"),
        read(": keep-alive\n\nretry: 10\nDATA: no\n datax: no\ndata: a\n\n"));
  }

  @Test
  void anEventWithoutItsBlankLineIsDroppedAtTheEnd() throws Exception {
    assertEquals(List.of("message||a"), read("data: a\n\ndata: b\n"));
  }

  @Test
  void whatOnlyBeginsLikeAByteOrderMarkIsPartOfTheLine() throws Exception {
    byte[] broken = {(byte) 0xEF, (byte) 0xBB, 'x', '\n', 'd', 'a', 't', 'a', ':', '1', '\n', '\n'};

    assertEquals(List.of("message||1"), read(1000, broken));
  }

  @Test
  void anEventBeyondTheLimitIsRefusedHoweverItComes() throws Exception {
    assertEquals(1, read(10, "data:12345\n\n".getBytes(UTF_8)).size());
    assertThrows(ProtocolException.class, () -> read(10, "data:12345678901\n\n".getBytes(UTF_8)));
    assertThrows(
        ProtocolException.class, () -> read(10, "data:123456\ndata:1234\n\n".getBytes(UTF_8)));
    assertThrows(
        ProtocolException.class,
        () -> read(10, "data:1234".getBytes(UTF_8), "567890".getBytes(UTF_8)));
  }

  @Test
  void anEarlierEventKeepsItsBytesWhenLaterOnesCome() throws Exception {
    List<SseEvent> events = new ArrayList<>();
    Sse sse = new Sse(1000);

    for (String piece : List.of("data: o", "ne\ndata: 1\n\ndata: tw", "o\ndata: 2\n\n")) {
      sse.feed(piece.getBytes(UTF_8), events::add);
    }

    assertEquals("one\n1", events.get(0).text());
    assertTrue(events.get(1).holds("two\n2".getBytes(UTF_8)));
  }

  private static List<String> read(String text) throws ProtocolException {
    return read(1000, text.getBytes(UTF_8));
  }

  private static List<String> read(int limit, byte[]... chunks) throws ProtocolException {
    List<String> events = new ArrayList<>();
    Sse sse = new Sse(limit);
    for (byte[] chunk : chunks) {
      sse.feed(chunk, e -> events.add(e.type() + "|" + e.id() + "|" + e.text()));
    }
    return events;
  }
}
