package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the client can show of a session beyond the baseline.
 *
 * @param compaction offered when not {@code null}
 * @param configOptions the further kinds of option; {@code null} when absent
 * @param notices offered when not {@code null}
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">Initialization
 *     § client capabilities</a>
 */
public record ClientSessionCapabilities(
    @Lenient @Nullable CompactionCapabilities compaction,
    @Lenient @Nullable SessionConfigOptionsCapabilities configOptions,
    @Lenient @Nullable NoticeCapabilities notices,
    @Meta @Nullable ObjectNode meta) {
  /** Holds nothing yet. */
  public static ClientSessionCapabilities of() {
    return new ClientSessionCapabilities(null, null, null, null);
  }
}
