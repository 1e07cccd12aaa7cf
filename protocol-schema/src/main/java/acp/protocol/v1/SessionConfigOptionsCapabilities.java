package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of configuration option, beside selects, that the client can show.
 *
 * @param booleanOption offered when not {@code null}
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">Initialization
 *     § client capabilities</a>
 */
public record SessionConfigOptionsCapabilities(
    @JsonProperty("boolean") @Lenient @Nullable BooleanConfigOptionCapabilities booleanOption,
    @Meta @Nullable ObjectNode meta) {
  /** Holds nothing yet. */
  public static SessionConfigOptionsCapabilities of() {
    return new SessionConfigOptionsCapabilities(null, null);
  }
}
