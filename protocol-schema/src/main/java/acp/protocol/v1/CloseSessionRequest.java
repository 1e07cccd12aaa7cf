package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Ends the work on a session and frees what it holds: the parameters of {@code session/close}.
 *
 * @param sessionId the session concerned
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record CloseSessionRequest(SessionId sessionId, @Meta @Nullable ObjectNode meta) {
  public CloseSessionRequest {
    requireNonNull(sessionId, "sessionId");
  }

  /** Holds what is required; the rest is absent. */
  public static CloseSessionRequest of(SessionId sessionId) {
    return new CloseSessionRequest(sessionId, null);
  }
}
