package acp.protocol.v1;

import org.jspecify.annotations.Nullable;

/**
 * What a question to the user belongs to; its fields stand among those of the question.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public sealed interface ElicitationScope permits ElicitationSessionScope, ElicitationRequestScope {
  /** The scope that these fields make; there must be exactly one of the two ids. */
  static ElicitationScope of(
      @Nullable SessionId sessionId,
      @Nullable ToolCallId toolCallId,
      @Nullable RequestId requestId) {
    if (sessionId != null && requestId == null) {
      return new ElicitationSessionScope(sessionId, toolCallId);
    }
    if (requestId != null && sessionId == null) {
      return new ElicitationRequestScope(requestId);
    }
    throw new IllegalArgumentException("must have either a sessionId or a requestId");
  }
}
