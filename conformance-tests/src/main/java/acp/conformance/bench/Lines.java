package acp.conformance.bench;

import acp.conformance.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The reading end: cuts an agent's stdout into lines as bytes, counts updates without parsing them,
 * and parses only the rest. One thread reads; any may ask for the traffic, and sees at least what
 * came before the last answer it got.
 */
final class Lines {
  private static final byte[] UPDATE = "\"session/update\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TEXT = "\"agent_message_chunk\"".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 256;

  private final BiConsumer<JsonNode, Long> messages;
  private final Consumer<Long> firstTexts;
  private byte[] rest = new byte[1 << 16];
  private int restLength;
  private volatile Traffic traffic = Traffic.NONE;

  /**
   * A reader that hands on what is no update.
   *
   * @param messages takes a message and when it came
   * @param firstTexts is told when the first text after a reset came
   */
  Lines(BiConsumer<JsonNode, Long> messages, Consumer<Long> firstTexts) {
    this.messages = messages;
    this.firstTexts = firstTexts;
  }

  Traffic traffic() {
    return traffic;
  }

  /**
   * Begins to count anew. To be called while nothing is on its way, else some of it is counted
   * wrongly.
   */
  void reset() {
    traffic = Traffic.NONE;
  }

  void read(InputStream in) throws IOException {
    byte[] block = new byte[1 << 18];
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      long time = System.nanoTime();
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (block[i] == '\n') {
          take(block, from, i, time);
          from = i + 1;
        }
      }
      keep(block, from, read);
    }
  }

  private void keep(byte[] block, int from, int to) {
    int length = to - from;
    if (restLength + length > rest.length) {
      rest = Arrays.copyOf(rest, Math.max(rest.length * 2, restLength + length));
    }
    System.arraycopy(block, from, rest, restLength, length);
    restLength += length;
  }

  private void take(byte[] block, int from, int to, long time) {
    if (restLength == 0) {
      line(block, from, to, time);
    } else {
      keep(block, from, to);
      line(rest, 0, restLength, time);
      restLength = 0;
    }
  }

  private void line(byte[] bytes, int from, int to, long time) {
    int head = Math.min(to, from + HEAD);
    if (contains(bytes, from, head, UPDATE)) {
      count(contains(bytes, from, head, TEXT), to - from + 1L, time);
      return;
    }
    try {
      JsonNode message = Json.read(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      if (message.path("method").asText().equals("session/update")) {
        JsonNode kind = message.path("params").path("update").path("sessionUpdate");
        count(kind.asText().equals("agent_message_chunk"), to - from + 1L, time);
      } else {
        messages.accept(message, time);
      }
    } catch (JsonProcessingException e) {
      // Not for a benchmark to judge; whoever waits for an answer will be told that none came.
      return;
    }
  }

  @SuppressWarnings(
      "NonAtomicOperationOnVolatileField") // One thread writes while something is on its way.
  private void count(boolean isText, long length, long time) {
    boolean isFirst = isText && traffic.firstText() == 0;
    traffic = traffic.plus(isText, length, time);
    if (isFirst) {
      firstTexts.accept(time);
    }
  }

  private static boolean contains(byte[] bytes, int from, int to, byte[] word) {
    int last = to - word.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == '"' && Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }
}
