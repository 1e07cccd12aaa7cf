package acp.server;

import acp.cli.Host;
import acp.surface.Connection;
import acp.transport.InProcessTransport;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The server for the commands of its own process: the same rooms, without pipes. */
final class InProcess implements Host {

  @Override
  public Link start(Map<String, String> flags) {
    System.setOut(System.err); // stdout is the answer's
    Settings settings = Settings.read(flags, System.getenv(), System.getProperty("user.home"));
    settings.check();
    Wiring wiring = new Wiring(settings);
    var transport = new InProcessTransport();
    Connection connection =
        wiring.connect(transport, new Main.Ready(settings, wiring), transport::hangUp);
    Thread server = new Thread(connection::run, "server");
    server.setDaemon(true);
    server.start();
    return new Open(transport, connection, wiring);
  }

  @Override
  public InputStream input() {
    return System.in;
  }

  /** The launcher knows what stderr is. */
  @Override
  public boolean colours() {
    String refused = System.getenv("NO_COLOR");
    return Boolean.getBoolean("acp.colours") && (refused == null || refused.isEmpty());
  }

  private static final class Open implements Link {
    private final InProcessTransport transport;
    private final Connection connection;
    private final Wiring wiring;
    private final AtomicBoolean closed = new AtomicBoolean();

    Open(InProcessTransport transport, Connection connection, Wiring wiring) {
      this.transport = transport;
      this.connection = connection;
      this.wiring = wiring;
    }

    @Override
    public void send(String message) {
      transport.deliver(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String receive() throws InterruptedException {
      byte[] frame = transport.take();
      return frame == null ? null : new String(frame, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        connection.end();
        transport.end();
        transport.hangUp();
        wiring.close();
      }
    }
  }
}
