package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Forgets the login: the parameters of {@code logout}.
 *
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record LogoutRequest(@Meta @Nullable ObjectNode meta) {
  /** The empty one. */
  public static LogoutRequest of() {
    return new LogoutRequest(null);
  }
}
