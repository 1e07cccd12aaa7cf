package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The MCP transports, beside stdio, that the agent can connect to.
 *
 * @param http whether streamable HTTP is offered
 * @param sse whether server-sent events are offered
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#agent-capabilities">Initialization
 *     § agent capabilities</a>
 */
public record McpCapabilities(
    @Lenient @WhenAbsent("false") boolean http,
    @Lenient @WhenAbsent("false") boolean sse,
    @Meta @Nullable ObjectNode meta) {
  /** Holds nothing but the defaults. */
  public static McpCapabilities of() {
    return new McpCapabilities(false, false, null);
  }
}
