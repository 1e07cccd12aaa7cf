package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The turn is over, and why: the result of {@code session/prompt}.
 *
 * @param stopReason why the turn ended
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/prompt-turn#4-check-for-completion">Prompt
 *     turn § 4 check for completion</a>
 */
public record PromptResponse(StopReason stopReason, @Meta @Nullable ObjectNode meta) {
  public PromptResponse {
    requireNonNull(stopReason, "stopReason");
  }

  /** Holds what is required; the rest is absent. */
  public static PromptResponse of(StopReason stopReason) {
    return new PromptResponse(stopReason, null);
  }
}
