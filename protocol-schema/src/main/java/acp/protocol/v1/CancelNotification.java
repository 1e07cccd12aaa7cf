package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Asks to stop the turn under way: the parameters of {@code session/cancel}. The prompt is still
 * answered.
 *
 * @param sessionId the session concerned
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/prompt-turn#cancellation">Prompt turn §
 *     cancellation</a>
 */
public record CancelNotification(SessionId sessionId, @Meta @Nullable ObjectNode meta) {
  public CancelNotification {
    requireNonNull(sessionId, "sessionId");
  }

  /** Holds what is required; the rest is absent. */
  public static CancelNotification of(SessionId sessionId) {
    return new CancelNotification(sessionId, null);
  }
}
