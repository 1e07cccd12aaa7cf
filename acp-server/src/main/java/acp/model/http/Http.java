package acp.model.http;

import static java.util.Objects.requireNonNull;

import acp.model.ProxySettings;
import acp.model.Timeouts;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client that all exchanges share, made when the first of them needs it: it costs about a
 * hundred milliseconds, most of it for TLS. Everything runs on virtual threads of its own, so that
 * a slow consumer holds up nobody but itself; the common pool, which on two cores is a single
 * thread, is never used. Thread-safe.
 */
public final class Http implements AutoCloseable {
  /** Without it the client does not tell a proxy who the user is where the server is at https. */
  private static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

  private final Timeouts timeouts;
  private final Proxies proxies;
  private @Nullable ExecutorService threads;
  private @Nullable HttpClient client;
  private boolean closed;

  /** A client that asks every server straight. */
  public Http(Timeouts timeouts) {
    this(timeouts, ProxySettings.NONE);
  }

  /** A client that asks through proxies. */
  public Http(Timeouts timeouts, ProxySettings proxies) {
    this.timeouts = requireNonNull(timeouts, "timeouts");
    this.proxies = new Proxies(proxies);
  }

  Timeouts timeouts() {
    return timeouts;
  }

  /**
   * Makes what the first exchange will need, without connecting. Slow; nothing to do the second
   * time.
   */
  public void prepare() {
    client();
  }

  /** The client; made at the first call, which is slow. */
  synchronized HttpClient client() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (client == null) {
      threads =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("model-http-", 0).factory());
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .executor(threads)
              .connectTimeout(timeouts.connect())
              // A redirect would carry the key to another server.
              .followRedirects(HttpClient.Redirect.NEVER);
      if (!proxies.isEmpty()) {
        goThroughProxies(builder);
      }
      client = builder.build();
    }
    return client;
  }

  private void goThroughProxies(HttpClient.Builder builder) {
    builder.proxy(proxies);
    Authenticator user = proxies.authenticator();
    if (user != null) {
      if (System.getProperty(TUNNELS) == null) {
        System.setProperty(TUNNELS, "");
      }
      builder.authenticator(user);
    }
  }

  /** Ends all connections at once; exchanges under way fail. */
  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
    if (threads != null) {
      threads.shutdown();
    }
  }
}
