package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The new session: the result of {@code session/new}.
 *
 * @param sessionId the id of the new session
 * @param modes the modes of the session; {@code null} when absent
 * @param configOptions all options of the session, in the order to show them; {@code null} when
 *     absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/session-setup#creating-a-session">Session
 *     setup § creating a session</a>
 */
public record NewSessionResponse(
    SessionId sessionId,
    @Lenient @Nullable SessionModeState modes,
    @Lenient @Nullable List<SessionConfigOption> configOptions,
    @Meta @Nullable ObjectNode meta) {
  public NewSessionResponse {
    requireNonNull(sessionId, "sessionId");
    configOptions = Copy.ofNullable(configOptions);
  }

  /** Holds what is required; the rest is absent. */
  public static NewSessionResponse of(SessionId sessionId) {
    return new NewSessionResponse(sessionId, null, null, null);
  }
}
