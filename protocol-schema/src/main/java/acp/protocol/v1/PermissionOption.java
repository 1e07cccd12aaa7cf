package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One of the answers that the user may choose.
 *
 * @param optionId its id within this request
 * @param name how it is shown to people
 * @param kind what it means, for an icon
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#requesting-permission">Tool
 *     calls § requesting permission</a>
 */
public record PermissionOption(
    PermissionOptionId optionId,
    String name,
    PermissionOptionKind kind,
    @Meta @Nullable ObjectNode meta) {
  public PermissionOption {
    requireNonNull(optionId, "optionId");
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
  }

  /** Holds what is required; the rest is absent. */
  public static PermissionOption of(
      PermissionOptionId optionId, String name, PermissionOptionKind kind) {
    return new PermissionOption(optionId, name, kind, null);
  }
}
