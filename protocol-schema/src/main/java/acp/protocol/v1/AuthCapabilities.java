package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The ways to log in that the client can carry out.
 *
 * @param terminal whether it can run a login in a terminal
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">Initialization
 *     § client capabilities</a>
 */
public record AuthCapabilities(
    @Lenient @WhenAbsent("false") boolean terminal, @Meta @Nullable ObjectNode meta) {
  /** Holds nothing but the defaults. */
  public static AuthCapabilities of() {
    return new AuthCapabilities(false, null);
  }
}
