package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Something happened in a session: the parameters of {@code session/update}.
 *
 * @param sessionId the session concerned
 * @param update what happened
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/prompt-turn#3-agent-reports-output">Prompt
 *     turn § 3 agent reports output</a>
 */
public record SessionNotification(
    SessionId sessionId, SessionUpdate update, @Meta @Nullable ObjectNode meta) {
  public SessionNotification {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(update, "update");
  }

  /** Holds what is required; the rest is absent. */
  public static SessionNotification of(SessionId sessionId, SessionUpdate update) {
    return new SessionNotification(sessionId, update, null);
  }
}
