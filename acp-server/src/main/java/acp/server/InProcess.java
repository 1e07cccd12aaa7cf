package acp.server;

import acp.cli.Checkup;
import acp.cli.Host;
import acp.surface.Connection;
import acp.transport.InProcessTransport;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The server for the commands of its own process: the same rooms, without pipes. */
final class InProcess implements Host {
  private static final int USUAL_WIDTH = 80;
  private static final int MAX_WIDTH = 1000;
  private static final long PREPARED_MILLIS = 2000;

  private final Map<String, String> env;
  private final String home;

  /**
   * @param env the environment
   * @param home the user's home folder
   */
  InProcess(Map<String, String> env, String home) {
    this.env = env;
    this.home = home;
  }

  @Override
  public Link start(Map<String, String> flags) {
    Settings settings = Settings.read(flags, env, home);
    settings.check();
    Wiring wiring = new Wiring(settings);
    var transport = new InProcessTransport();
    var preparing = new Preparing(new Main.Ready(settings, wiring)::prepare);
    Connection connection = wiring.connect(transport, preparing::begin, transport::hangUp);
    Thread server = new Thread(connection::run, "server");
    server.setDaemon(true);
    server.start();
    return new Open(transport, connection, wiring, preparing);
  }

  @Override
  public Checkup checkup(Map<String, String> flags) {
    return new Checkups(flags, env, home);
  }

  @Override
  public InputStream input() {
    return System.in;
  }

  /** The launcher knows what stderr is. */
  @Override
  public boolean colours() {
    return Boolean.getBoolean("acp.colours") && wantsColours();
  }

  private boolean wantsColours() {
    return env.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(env.get("TERM"));
  }

  /** The launcher knows what stdout is; how wide it is, the terminal. */
  @Override
  public Screen screen() {
    return Boolean.getBoolean("acp.screen")
        ? new Screen(width(), wantsColours())
        : new Screen(0, false);
  }

  private int width() {
    String columns = env.getOrDefault("COLUMNS", "");
    if (!columns.matches("[1-9][0-9]{0,3}")) {
      columns = columns();
    }
    return columns.isEmpty() ? USUAL_WIDTH : Math.min(Integer.parseInt(columns), MAX_WIDTH);
  }

  /** What {@code stty} says of the terminal that the process was started from; empty if nothing. */
  private static String columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      String size = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
      return size.strip().matches("[0-9]{1,4} [1-9][0-9]{0,3}") ? size.strip().split(" ")[1] : "";
    } catch (IOException noTerminal) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Loads what will be needed, unless the server is closed before. */
  private static final class Preparing {
    private final Thread thread;
    private boolean ended;

    Preparing(Runnable work) {
      thread = new Thread(work, "ready");
      thread.setDaemon(true);
    }

    synchronized void begin() {
      if (!ended) {
        thread.start();
      }
    }

    /** From here on nothing is opened: what is being opened can be closed only when it is. */
    void end() {
      synchronized (this) {
        ended = true;
      }
      try {
        thread.join(PREPARED_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Open implements Link {
    private final InProcessTransport transport;
    private final Connection connection;
    private final Wiring wiring;
    private final Preparing preparing;
    private final AtomicBoolean closed = new AtomicBoolean();

    Open(InProcessTransport transport, Connection connection, Wiring wiring, Preparing preparing) {
      this.transport = transport;
      this.connection = connection;
      this.wiring = wiring;
      this.preparing = preparing;
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
        preparing.end();
        wiring.close();
      }
    }
  }
}
