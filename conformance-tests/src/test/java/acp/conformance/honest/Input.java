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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The agent's stdin: bounded lines, each a message or answered as what it is. */
final class Input {
  private static final int MAX_LINE = 32 * 1024 * 1024;

  private final HonestAgent agent;
  private final Fault fault;
  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] held = {};
  private boolean overlong;

  Input(HonestAgent agent) {
    this.agent = agent;
    this.fault = agent.fault;
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());
  }

  void read(InputStream stdin) throws IOException {
    int limit = fault == Fault.REFUSES_LARGE_LINES ? 1024 * 1024 : MAX_LINE;
    try (InputStream in = new BufferedInputStream(stdin, 1 << 16)) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          end();
          skip(in);
        } else if (line.size() < limit) {
          line.write(next);
        } else {
          overlong = true;
        }
      }
      if (fault != Fault.DROPS_A_LAST_LINE) {
        end();
      }
    }
  }

  private void skip(InputStream in) throws IOException {
    if (fault == Fault.READS_ONE_MESSAGE_A_BLOCK) {
      in.skipNBytes(in.available());
    }
  }

  private void end() {
    byte[] bytes = line.toByteArray();
    line.reset();
    if (overlong) {
      overlong = false;
      refuse(-32600, "The line is too long");
    } else if (fault == Fault.FORGETS_QUESTIONS_AT_EOF) {
      byte[] before = held;
      held = bytes;
      take(bytes.length == 0 ? bytes : before);
    } else {
      take(bytes);
    }
  }

  private void take(byte[] bytes) {
    Charset charset =
        fault == Fault.READS_ASCII_ALONE ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8;
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String bare = (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
      if (isUnreadable(text, bare)) {
        refuse(-32700, "This is not JSON");
      } else if (!bare.isEmpty()) {
        JsonNode message = mapper.readTree(bare);
        agent.receive(message);
      }
    } catch (CharacterCodingException | JsonProcessingException e) {
      boolean isDeep = new String(bytes, charset).startsWith("[[[");
      if (fault == Fault.DIES_OF_GARBAGE || (fault == Fault.DIES_OF_DEPTH && isDeep)) {
        Runtime.getRuntime().halt(3);
      }
      if (fault != Fault.KEEPS_SILENT_ABOUT_GARBAGE) {
        refuse(-32700, "This is not JSON");
      }
    }
  }

  /** Whether an agent with this fault cannot read the line, though another could. */
  private boolean isUnreadable(String text, String bare) {
    return switch (fault) {
      case REFUSES_CARRIAGE_RETURNS -> text.endsWith("\r");
      case ANSWERS_BLANK_LINES -> bare.isEmpty();
      case REFUSES_ESCAPED_NULS -> bare.contains("\\u0000");
      default -> false;
    };
  }

  private void refuse(int code, String message) {
    agent.wire.error(JsonNodeFactory.instance.nullNode(), new Refusal(code, message));
  }
}
