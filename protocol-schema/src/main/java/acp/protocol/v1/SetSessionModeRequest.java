package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Puts a session into a mode: the parameters of {@code session/set_mode}.
 *
 * @param sessionId the session concerned
 * @param modeId the mode to go to
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-modes">Session modes</a>
 */
public record SetSessionModeRequest(
    SessionId sessionId, SessionModeId modeId, @Meta @Nullable ObjectNode meta) {
  public SetSessionModeRequest {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(modeId, "modeId");
  }

  /** Holds what is required; the rest is absent. */
  public static SetSessionModeRequest of(SessionId sessionId, SessionModeId modeId) {
    return new SetSessionModeRequest(sessionId, modeId, null);
  }
}
