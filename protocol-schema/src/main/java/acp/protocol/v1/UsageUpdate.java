package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.Unsigned;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Tells how full the context window is and what the session has cost.
 *
 * @param used tokens in the context now
 * @param size tokens that the context window holds
 * @param cost the cost so far; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record UsageUpdate(
    @Unsigned(64) long used,
    @Unsigned(64) long size,
    @Lenient @Nullable Cost cost,
    @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public UsageUpdate {
    Check.unsigned(64, used, "used");
    Check.unsigned(64, size, "size");
  }

  /** Holds what is required; the rest is absent. */
  public static UsageUpdate of(long used, long size) {
    return new UsageUpdate(used, size, null, null);
  }

  @Override
  public String sessionUpdate() {
    return "usage_update";
  }
}
