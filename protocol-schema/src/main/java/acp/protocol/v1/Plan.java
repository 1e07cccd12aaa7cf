package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the whole plan; it replaces the one before.
 *
 * @param entries the steps, in order
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/agent-plan">Agent plan</a>
 */
public record Plan(@Lenient List<PlanEntry> entries, @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public Plan {
    entries = List.copyOf(requireNonNull(entries, "entries"));
  }

  /** Holds what is required; the rest is absent. */
  public static Plan of(List<PlanEntry> entries) {
    return new Plan(entries, null);
  }

  @Override
  public String sessionUpdate() {
    return "plan";
  }
}
