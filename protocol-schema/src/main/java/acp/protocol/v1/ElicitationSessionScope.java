package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * The question belongs to a session, and maybe to one of its tool calls.
 *
 * @param sessionId the session it belongs to
 * @param toolCallId the tool call it belongs to; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonDeserialize
public record ElicitationSessionScope(SessionId sessionId, @Lenient @Nullable ToolCallId toolCallId)
    implements ElicitationScope {
  public ElicitationSessionScope {
    requireNonNull(sessionId, "sessionId");
  }

  /** Holds what is required; the rest is absent. */
  public static ElicitationSessionScope of(SessionId sessionId) {
    return new ElicitationSessionScope(sessionId, null);
  }
}
