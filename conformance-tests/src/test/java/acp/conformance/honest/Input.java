package acp.conformance.honest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The agent's stdin: bounded lines, each a message or answered as what it is. */
final class Input {
  private static final int MAX_LINE = 32 * 1024 * 1024;

  private final HonestAgent agent;
  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean overlong;

  Input(HonestAgent agent) {
    this.agent = agent;
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());
  }

  void read(InputStream stdin) throws IOException {
    try (InputStream in = new BufferedInputStream(stdin, 1 << 16)) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          end();
        } else if (line.size() < MAX_LINE) {
          line.write(next);
        } else {
          overlong = true;
        }
      }
      end();
    }
  }

  private void end() {
    byte[] bytes = line.toByteArray();
    line.reset();
    if (overlong) {
      overlong = false;
      refuse(-32600, "The line is too long");
      return;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String bare = (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
      if (!bare.isEmpty()) {
        JsonNode message = mapper.readTree(bare);
        agent.receive(message);
      }
    } catch (CharacterCodingException | JsonProcessingException e) {
      if (agent.fault == Fault.DIES_OF_GARBAGE) {
        System.exit(3);
      }
      refuse(-32700, "This is not JSON");
    }
  }

  private void refuse(int code, String message) {
    agent.wire.error(JsonNodeFactory.instance.nullNode(), new Refusal(code, message));
  }
}
