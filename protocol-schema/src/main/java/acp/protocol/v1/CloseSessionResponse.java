package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The session is closed: the empty result of {@code session/close}.
 *
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record CloseSessionResponse(@Meta @Nullable ObjectNode meta) {
  /** The empty one. */
  public static CloseSessionResponse of() {
    return new CloseSessionResponse(null);
  }
}
