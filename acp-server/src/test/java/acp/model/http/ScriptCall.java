package acp.model.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** One request to a {@link ScriptServer}, and the means to answer it well or badly. */
public final class ScriptCall {
  private final Socket socket;
  private final String head;
  private final String body;

  ScriptCall(Socket socket, String head, String body) {
    this.socket = socket;
    this.head = head;
    this.body = body;
  }

  /** The request line and the headers. */
  public String head() {
    return head;
  }

  public String body() {
    return body;
  }

  /** Sends exactly these bytes. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  public void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  /** Begins an event stream in chunks. */
  public void startStream() throws IOException {
    startStream("text/event-stream; charset=utf-8");
  }

  public void startStream(String type) throws IOException {
    send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
  }

  public void chunk(byte[] bytes) throws IOException {
    send(Integer.toHexString(bytes.length) + "\r\n");
    send(bytes);
    send("\r\n");
  }

  /** Sends each of the data as an event in a chunk of its own. */
  public void events(String... data) throws IOException {
    for (String one : data) {
      chunk(("data: " + one + "\n\n").getBytes(UTF_8));
    }
  }

  public void endStream() throws IOException {
    send("0\r\n\r\n");
  }

  /** A whole answer. */
  public void answer(int status, String type, String text, String... headers) throws IOException {
    StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " Some Reason\r\n");
    answer.append("Content-Type: ").append(type).append("\r\n");
    answer.append("Content-Length: ").append(text.getBytes(UTF_8).length).append("\r\n");
    for (String header : headers) {
      answer.append(header).append("\r\n");
    }
    send(answer.append("\r\n").append(text).toString());
  }

  /** Ends the connection. */
  public void hangUp() throws IOException {
    socket.close();
  }

  /** Waits until the client has ended the connection; false if it has not within five seconds. */
  public boolean clientHangsUp() throws IOException {
    socket.setSoTimeout(5000);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException stillThere) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
