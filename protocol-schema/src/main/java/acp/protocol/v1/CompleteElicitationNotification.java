package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Tells that what was asked at a URL is done: the parameters of {@code elicitation/complete}.
 *
 * @param elicitationId the question concerned
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation#url-completion">Elicitation
 *     § url completion</a>
 */
public record CompleteElicitationNotification(
    ElicitationId elicitationId, @Meta @Nullable ObjectNode meta) {
  public CompleteElicitationNotification {
    requireNonNull(elicitationId, "elicitationId");
  }

  /** Holds what is required; the rest is absent. */
  public static CompleteElicitationNotification of(ElicitationId elicitationId) {
    return new CompleteElicitationNotification(elicitationId, null);
  }
}
