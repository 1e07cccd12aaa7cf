package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session goes on: the result of {@code session/resume}.
 *
 * @param modes the modes of the session; {@code null} when absent
 * @param configOptions all options of the session, in the order to show them; {@code null} when
 *     absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-setup#loading-sessions">Session
 *     setup § loading sessions</a>
 */
public record ResumeSessionResponse(
    @Lenient @Nullable SessionModeState modes,
    @Lenient @Nullable List<SessionConfigOption> configOptions,
    @Meta @Nullable ObjectNode meta) {
  public ResumeSessionResponse {
    configOptions = Copy.ofNullable(configOptions);
  }

  /** Holds nothing yet. */
  public static ResumeSessionResponse of() {
    return new ResumeSessionResponse(null, null, null);
  }
}
