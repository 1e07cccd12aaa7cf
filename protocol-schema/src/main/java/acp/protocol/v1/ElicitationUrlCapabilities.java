package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Says by being there that the client can send its user to a URL.
 *
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">Initialization
 *     § client capabilities</a>
 */
public record ElicitationUrlCapabilities(@Meta @Nullable ObjectNode meta) {
  /** The empty one. */
  public static ElicitationUrlCapabilities of() {
    return new ElicitationUrlCapabilities(null);
  }
}
