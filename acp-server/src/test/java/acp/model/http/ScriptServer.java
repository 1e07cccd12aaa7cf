package acp.model.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A web server on a real socket that plays a script for every request. It has no manners of its
 * own: what the script does not send, is not sent.
 */
public final class ScriptServer implements AutoCloseable {
  /** What the server does with a request. */
  public interface Script {
    void play(ScriptCall call) throws IOException;
  }

  private final ServerSocket door;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<ScriptCall> calls = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private ScriptServer(ServerSocket door, Script script) {
    this.door = door;
    this.script = script;
  }

  /** Starts a server on a free port of this machine. */
  public static ScriptServer playing(Script script) {
    try {
      ScriptServer server =
          new ScriptServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
      Thread.ofPlatform().daemon().name("script-server").start(server::accept);
      return server;
    } catch (IOException noPort) {
      throw new IllegalStateException(noPort);
    }
  }

  /** A server that streams these data, each as an event, to whoever asks. */
  public static ScriptServer streaming(String... data) {
    return playing(
        call -> {
          call.startStream();
          call.events(data);
          call.endStream();
        });
  }

  /** A server that gives this answer to whoever asks. */
  public static ScriptServer answering(int status, String type, String body, String... headers) {
    return playing(call -> call.answer(status, type, body, headers));
  }

  public URI uri() {
    return URI.create("http://" + host() + "/v1");
  }

  public String host() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  /** How many connections were ever opened to it. */
  public int connections() {
    return connections.get();
  }

  /** The requests so far. */
  public List<ScriptCall> calls() {
    return calls;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket socket = door.accept();
        connections.incrementAndGet();
        sockets.add(socket);
        Thread.ofPlatform().daemon().name("script-call").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      for (String head = head(socket.getInputStream());
          !head.isEmpty();
          head = head(socket.getInputStream())) {
        byte[] body = socket.getInputStream().readNBytes(contentLength(head));
        ScriptCall call = new ScriptCall(socket, head, new String(body, StandardCharsets.UTF_8));
        calls.add(call);
        script.play(call);
      }
    } catch (IOException hungUp) {
      // The client may do that at any time; a test that cares asks the call.
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int b;
    while ((b = in.read()) >= 0) {
      head.write(b);
      if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
