package acp.mcp;

import static java.util.Objects.requireNonNull;

import acp.session.ToolServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A server, with what only the settings can say of one.
 *
 * @param cwd where a program is started, absolute; null for the session's folder
 * @param call how long one call may take; null for the usual
 * @param trusted true if it is believed when it says that a tool only reads
 */
public record Configured(
    ToolServer server, @Nullable String cwd, @Nullable Duration call, boolean trusted) {

  public Configured {
    requireNonNull(server, "server");
  }

  /** A server of the client's, which is not trusted. */
  static Configured of(ToolServer server) {
    return new Configured(server, null, null, false);
  }

  String name() {
    return server.name();
  }
}
