package acp.conformance.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** One connection from the side of the server: HTTP/1.1 as plain as it can be. For one thread. */
final class Wire {
  private static final int MAX_HEAD = 64 << 10;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private int pieces = Integer.MAX_VALUE;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** The request line and the headers of the next request; empty at the end. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    for (int b = in.read(); b >= 0 && head.size() < MAX_HEAD; b = in.read()) {
      head.write(b);
      last = (last << 8) | b;
      if (last == 0x0D0A0D0A) {
        return head.toString(UTF_8);
      }
    }
    return "";
  }

  String body(int length) throws IOException {
    return new String(in.readNBytes(length), UTF_8);
  }

  /** A whole answer. */
  void answer(int status, String json, @Nullable Integer retryAfter) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    head("HTTP/1.1 " + status + " Status");
    head("content-type: application/json");
    head("content-length: " + body.length);
    if (retryAfter != null) {
      head("retry-after: " + retryAfter);
    }
    head("");
    out.write(body);
    out.flush();
  }

  private void head(String line) throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
  }

  /** Begins an event stream. */
  void stream() throws IOException {
    pieces = Integer.MAX_VALUE;
    head("HTTP/1.1 200 OK");
    head("content-type: text/event-stream; charset=utf-8");
    head("cache-control: no-cache");
    head("transfer-encoding: chunked");
    head("");
    out.flush();
  }

  /** All that follows comes in chunks of this size. */
  void pieces(int bytes) {
    pieces = bytes;
  }

  /** Sends this as it is, in chunks. */
  void send(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += Math.min(pieces, bytes.length - at)) {
      int length = Math.min(pieces, bytes.length - at);
      out.write((Integer.toHexString(length) + "\r\n").getBytes(UTF_8));
      out.write(bytes, at, length);
      out.write("\r\n".getBytes(UTF_8));
      if (pieces < Integer.MAX_VALUE) {
        out.flush();
      }
    }
    out.flush();
  }

  /** Ends the event stream; the connection stays. */
  void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(UTF_8));
    out.flush();
  }

  /** Sends a chunk that is none, and ends the connection. */
  void broken() throws IOException {
    out.write("this is no chunk\r\n".getBytes(UTF_8));
    out.flush();
    close();
  }

  void close() throws IOException {
    socket.close();
  }

  /** Lets so much time pass, unless the client hangs up meanwhile. */
  void idle(int millis) throws IOException {
    socket.setSoTimeout(Math.max(1, millis));
    try {
      if (in.read() < 0) {
        throw new IOException("hung up");
      }
    } catch (SocketTimeoutException passed) {
      socket.setSoTimeout(0);
    }
  }

  /** Waits until the client has ended the connection. */
  void awaitHangUp() throws IOException {
    while (in.read() >= 0) {
      // What it still sends is of no interest.
    }
  }
}
