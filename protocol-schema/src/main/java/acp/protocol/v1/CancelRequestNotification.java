package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.NullAllowed;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Takes back a request that the sender made: the parameters of {@code $/cancel_request}. The
 * request is still answered.
 *
 * @param requestId the id under which the sender asked
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/cancellation">Cancellation</a>
 */
public record CancelRequestNotification(
    @NullAllowed RequestId requestId, @Meta @Nullable ObjectNode meta) {
  public CancelRequestNotification {
    requireNonNull(requestId, "requestId");
  }

  /** Holds what is required; the rest is absent. */
  public static CancelRequestNotification of(RequestId requestId) {
    return new CancelRequestNotification(requestId, null);
  }
}
