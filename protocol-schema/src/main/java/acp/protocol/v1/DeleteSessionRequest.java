package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Removes a session from the list: the parameters of {@code session/delete}.
 *
 * @param sessionId the session concerned
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record DeleteSessionRequest(SessionId sessionId, @Meta @Nullable ObjectNode meta) {
  public DeleteSessionRequest {
    requireNonNull(sessionId, "sessionId");
  }

  /** Holds what is required; the rest is absent. */
  public static DeleteSessionRequest of(SessionId sessionId) {
    return new DeleteSessionRequest(sessionId, null);
  }
}
