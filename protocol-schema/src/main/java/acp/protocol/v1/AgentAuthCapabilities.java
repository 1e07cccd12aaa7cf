package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the agent offers around login.
 *
 * @param logout offered when not {@code null}
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#agent-capabilities">Initialization
 *     § agent capabilities</a>
 */
public record AgentAuthCapabilities(
    @Lenient @Nullable LogoutCapabilities logout, @Meta @Nullable ObjectNode meta) {
  /** Holds nothing yet. */
  public static AgentAuthCapabilities of() {
    return new AgentAuthCapabilities(null, null);
  }
}
