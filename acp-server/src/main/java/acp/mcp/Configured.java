package acp.mcp;

import static java.util.Objects.requireNonNull;

import acp.session.ToolServer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server, with what only the settings can say of one.
 *
 * @param cwd where a program is started, absolute; null for the session's folder
 * @param call how long one call may take; null for the usual
 * @param trusted true if it is believed when it says that a tool only reads
 * @param taken what was taken from our environment for it, by name: secrets, as likely as not
 */
public record Configured(
    ToolServer server,
    @Nullable String cwd,
    @Nullable Duration call,
    boolean trusted,
    Map<String, String> taken) {

  public Configured {
    requireNonNull(server, "server");
    taken = Map.copyOf(taken);
  }

  /** A server for which nothing was taken from our environment. */
  public Configured(
      ToolServer server, @Nullable String cwd, @Nullable Duration call, boolean trusted) {
    this(server, cwd, call, trusted, Map.of());
  }

  /** A server of the client's, which is not trusted. */
  static Configured of(ToolServer server) {
    return new Configured(server, null, null, false);
  }

  String name() {
    return server.name();
  }

  @Override
  public String toString() {
    return "Configured[" + server + ", trusted=" + trusted + ", taken=" + taken.keySet() + "]";
  }
}
