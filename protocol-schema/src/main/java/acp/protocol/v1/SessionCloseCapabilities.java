package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Says by being there that {@code session/close} is served.
 *
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#session-capabilities">Initialization
 *     § session capabilities</a>
 */
public record SessionCloseCapabilities(@Meta @Nullable ObjectNode meta) {
  /** The empty one. */
  public static SessionCloseCapabilities of() {
    return new SessionCloseCapabilities(null);
  }
}
