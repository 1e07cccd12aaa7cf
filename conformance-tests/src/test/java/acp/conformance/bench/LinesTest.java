package acp.conformance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reading end of the measuring client. */
@Timeout(5)
class LinesTest {
  private final List<JsonNode> messages = new ArrayList<>();
  private final List<Long> firstTexts = new ArrayList<>();
  private final Lines lines = new Lines((message, time) -> messages.add(message), firstTexts::add);

  @Test
  void updatesAreCountedAndTheRestIsHandedOn() throws IOException {
    String text = update("agent_message_chunk") + update("plan") + update("agent_message_chunk");

    read(text + "{\"id\":1,\"result\":{}}\nnoise\n");

    Traffic traffic = lines.traffic();
    assertEquals(3, traffic.updates());
    assertEquals(2, traffic.texts());
    assertEquals(text.length(), traffic.bytes());
    assertEquals(1, messages.size());
    assertEquals(1, firstTexts.size());
  }

  @Test
  void anUpdateWhoseMethodStandsLastIsCountedToo() throws IOException {
    String padding = "x".repeat(400);
    String update =
        "{\"params\":{\"update\":{\"content\":{\"text\":\""
            + padding
            + "\"},\"sessionUpdate\":\"agent_message_chunk\"}},\"method\":\"session/update\"}\n";

    read(update);

    assertEquals(1, lines.traffic().texts());
  }

  @Test
  void aLineInPiecesIsOneLine() throws IOException {
    String big = "{\"id\":1,\"result\":\"" + "x".repeat(600_000) + "\"}\n";

    read(update("plan") + big + update("plan"));

    assertEquals(2, lines.traffic().updates());
    assertEquals(600_000, messages.getFirst().get("result").textValue().length());
  }

  private static String update(String kind) {
    return "{\"method\":\"session/update\",\"params\":{\"update\":{\"sessionUpdate\":\""
        + kind
        + "\"}}}\n";
  }

  private void read(String text) throws IOException {
    lines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
