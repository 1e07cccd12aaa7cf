package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the user decided: the result of {@code session/request_permission}.
 *
 * @param outcome what was decided
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#requesting-permission">Tool
 *     calls § requesting permission</a>
 */
public record RequestPermissionResponse(
    RequestPermissionOutcome outcome, @Meta @Nullable ObjectNode meta) {
  public RequestPermissionResponse {
    requireNonNull(outcome, "outcome");
  }

  /** Holds what is required; the rest is absent. */
  public static RequestPermissionResponse of(RequestPermissionOutcome outcome) {
    return new RequestPermissionResponse(outcome, null);
  }
}
