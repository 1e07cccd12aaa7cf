package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The modes in which the client can ask its user; an empty object offers none.
 *
 * @param form offered when not {@code null}
 * @param url offered when not {@code null}
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">Initialization
 *     § client capabilities</a>
 */
public record ElicitationCapabilities(
    @Lenient @Nullable ElicitationFormCapabilities form,
    @Lenient @Nullable ElicitationUrlCapabilities url,
    @Meta @Nullable ObjectNode meta) {
  /** Holds nothing yet. */
  public static ElicitationCapabilities of() {
    return new ElicitationCapabilities(null, null, null);
  }
}
