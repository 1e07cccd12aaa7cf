package acp.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The line being rendered, in a buffer that is used again unless it had to grow large. */
final class Line extends OutputStream {
  private static final int AT_REST = 64 * 1024;

  private byte[] bytes = new byte[1024];
  private int size;

  /** Renders {@code message} in place of what was here. */
  void render(Outgoing message, Mapping mapping) throws IOException {
    reset();
    if (message instanceof Outgoing.Ready ready) {
      render(ready);
      return;
    }
    try (JsonGenerator out = new CleanText(Codec.JSON.createGenerator(this))) {
      out.writeStartObject();
      out.writeStringField("jsonrpc", "2.0");
      message.write(out, mapping);
      out.writeEndObject();
    }
  }

  /** What is ready needs no generator, and comes before there is one. */
  private void render(Outgoing.Ready ready) {
    write("{\"jsonrpc\":\"2.0\",\"id\":");
    write(ready.id().token());
    write(",\"result\":");
    write(ready.result());
    write("}");
  }

  private void write(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    write(utf8, 0, utf8.length);
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Forgets the line, and lets go of a buffer that grew large for it. */
  void reset() {
    size = 0;
    if (bytes.length > AT_REST) {
      bytes = new byte[AT_REST];
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    if (length > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), 2 * bytes.length));
    }
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }
}
