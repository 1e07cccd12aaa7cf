package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of the known sessions: the parameters of {@code session/list}.
 *
 * @param cwd only sessions of exactly this directory; {@code null} when absent
 * @param cursor where to go on, as the page before said; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record ListSessionsRequest(
    @Nullable String cwd, @Nullable String cursor, @Meta @Nullable ObjectNode meta) {
  /** Holds nothing yet. */
  public static ListSessionsRequest of() {
    return new ListSessionsRequest(null, null, null);
  }
}
