package acp.protocol.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.protocol.ProtocolMapper;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A conversation as it goes over the wire ({@code golden.txt}: {@code >} from the client, {@code <}
 * from the agent) is read and written again without a change, and fits the written schema.
 */
@Timeout(30)
class GoldenLinesTest {
  private static final JsonMapper MAPPER = ProtocolMapper.create();

  @Test
  void everyLineIsWrittenAgainAsItWasRead() throws IOException {
    var asked = new HashMap<String, String>();

    for (String line : lines()) {
      JsonNode message = MAPPER.readTree(line.substring(2));
      boolean client = line.startsWith(">");

      JsonNode again = roundTrip(message, client, asked);

      assertEquals(message, again, line);
    }
  }

  @Test
  void everyLineFitsTheWrittenSchema() throws IOException {
    Schema schema = WrittenSchema.load().root();

    for (String line : lines()) {
      assertEquals(List.of(), schema.validate(MAPPER.readTree(line.substring(2))), line);
    }
  }

  /** Reads the envelope, and what it holds by its method, or by that of the request it answers. */
  private static JsonNode roundTrip(JsonNode message, boolean client, Map<String, String> asked)
      throws JsonProcessingException {
    ObjectNode envelope = (ObjectNode) again(message, envelope(message, client));
    if (message.has("method")) {
      Methods.Method method = method(message.get("method").asText());
      if (message.has("id")) {
        asked.put((client ? "<" : ">") + message.get("id"), method.name());
      }
      envelope.set("params", again(message.get("params"), method.params()));
    } else {
      String name = requireNonNull(asked.get((client ? ">" : "<") + message.get("id")));
      envelope.set("result", again(message.get("result"), requireNonNull(method(name).result())));
    }
    return envelope.put("jsonrpc", "2.0");
  }

  private static Class<?> envelope(JsonNode message, boolean client) {
    if (!message.has("method")) {
      return client ? ClientResponse.class : AgentResponse.class;
    }
    if (!message.has("id")) {
      return client ? ClientNotification.class : AgentNotification.class;
    }
    return client ? ClientRequest.class : AgentRequest.class;
  }

  private static JsonNode again(JsonNode json, Class<?> type) throws JsonProcessingException {
    Object read = MAPPER.treeToValue(json, type);
    return MAPPER.readTree(MAPPER.writeValueAsString(read));
  }

  private static Methods.Method method(String name) {
    return Methods.all().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> lines() throws IOException {
    try (InputStream file =
        requireNonNull(GoldenLinesTest.class.getResourceAsStream("golden.txt"))) {
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
