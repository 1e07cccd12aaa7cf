package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The session is gone: the empty result of {@code session/delete}.
 *
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record DeleteSessionResponse(@Meta @Nullable ObjectNode meta) {
  /** The empty one. */
  public static DeleteSessionResponse of() {
    return new DeleteSessionResponse(null);
  }
}
