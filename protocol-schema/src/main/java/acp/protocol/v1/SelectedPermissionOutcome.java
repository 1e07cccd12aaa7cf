package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The user chose an answer.
 *
 * @param optionId the answer chosen
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#requesting-permission">Tool
 *     calls § requesting permission</a>
 */
public record SelectedPermissionOutcome(
    PermissionOptionId optionId, @Meta @Nullable ObjectNode meta)
    implements RequestPermissionOutcome {
  public SelectedPermissionOutcome {
    requireNonNull(optionId, "optionId");
  }

  /** Holds what is required; the rest is absent. */
  public static SelectedPermissionOutcome of(PermissionOptionId optionId) {
    return new SelectedPermissionOutcome(optionId, null);
  }

  @Override
  public String outcome() {
    return "selected";
  }
}
