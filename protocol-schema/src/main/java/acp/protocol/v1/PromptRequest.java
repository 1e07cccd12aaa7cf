package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's message to a session: the parameters of {@code session/prompt}.
 *
 * @param sessionId the session concerned
 * @param prompt the message; text and resource links always, other kinds only as our {@code
 *     promptCapabilities} say
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/prompt-turn#1-user-message">Prompt turn
 *     § 1 user message</a>
 */
public record PromptRequest(
    SessionId sessionId, List<ContentBlock> prompt, @Meta @Nullable ObjectNode meta) {
  public PromptRequest {
    requireNonNull(sessionId, "sessionId");
    prompt = List.copyOf(requireNonNull(prompt, "prompt"));
  }

  /** Holds what is required; the rest is absent. */
  public static PromptRequest of(SessionId sessionId, List<ContentBlock> prompt) {
    return new PromptRequest(sessionId, prompt, null);
  }
}
