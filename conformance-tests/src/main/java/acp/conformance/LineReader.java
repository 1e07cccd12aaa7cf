package acp.conformance;

import acp.conformance.AgentProcess.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Cuts an agent's stdout into lines: UTF-8, ended by a newline alone, of bounded length. */
final class LineReader {
  /**
   * Twice what the protocol's own libraries take; an agent that sends more is cut off by real
   * clients.
   */
  static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

  /** Where the lines go; may wait. */
  interface Sink {
    void accept(Output output) throws InterruptedException;
  }

  private final InputStream in;
  private final Sink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean overlong;

  LineReader(InputStream in, Sink sink) {
    this.in = in;
    this.sink = sink;
  }

  /** Reads until the end of the stream. */
  void read() throws IOException, InterruptedException {
    byte[] block = new byte[1 << 16];
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (block[i] == '\n') {
          take(block, from, i);
          end();
          from = i + 1;
        }
      }
      take(block, from, read);
    }
    if (line.size() > 0 || overlong) {
      sink.accept(
          new Output.Broken(
              "wire.one-message-per-line",
              "the last line has no newline",
              line.toString(StandardCharsets.UTF_8)));
    }
  }

  private void take(byte[] block, int from, int to) {
    if (line.size() + to - from > MAX_LINE_BYTES) {
      overlong = true;
    }
    if (!overlong) {
      line.write(block, from, to - from);
    }
  }

  private void end() throws InterruptedException {
    byte[] bytes = line.toByteArray();
    line.reset();
    if (overlong) {
      overlong = false;
      sink.accept(
          new Output.Broken(
              "wire.one-message-per-line", "a line of more than " + MAX_LINE_BYTES + " bytes", ""));
      return;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      sink.accept(new Output.Line(text));
    } catch (CharacterCodingException e) {
      sink.accept(
          new Output.Broken(
              "wire.utf-8", "a line that is not UTF-8", new String(bytes, StandardCharsets.UTF_8)));
    }
  }
}
