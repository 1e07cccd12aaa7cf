package acp.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames go both ways in order, and each end can be done. */
@Timeout(10)
class InProcessTransportTest {
  private final InProcessTransport transport = new InProcessTransport();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsDeliveredIsReadInOrderAndThenTheEnd() {
    List<String> heard = new ArrayList<>();
    transport.deliver(bytes("one"));
    transport.deliver(bytes(""));
    transport.deliver(bytes("two"));
    transport.end();

    transport.run(
        new FrameHandler() {
          @Override
          public void onFrame(byte[] buffer, int offset, int length) {
            heard.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
          }

          @Override
          public void onOversized(long limit) {
            heard.add("oversized");
          }

          @Override
          public void onEnd() {
            heard.add("end");
          }
        });

    assertEquals(List.of("one", "two", "end"), heard);
  }

  @Test
  void whatIsSentIsACopy() throws Exception {
    byte[] buffer = bytes("[frame]");
    transport.send(buffer, 1, 5);
    buffer[1] = 'x';

    assertArrayEquals(bytes("frame"), transport.take());
  }

  @Test
  void afterAHangUpNothingIsSentAndNothingComes() throws Exception {
    transport.send(bytes("lost"), 0, 4);
    transport.hangUp();

    assertThrows(IOException.class, () -> transport.send(bytes("x"), 0, 1));
    assertNull(transport.take());
    assertNull(transport.take());
  }
}
