package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A step of the plan.
 *
 * @param content what is to be done
 * @param priority how much it matters
 * @param status how far it is
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/agent-plan#plan-entries">Agent plan §
 *     plan entries</a>
 */
public record PlanEntry(
    String content,
    PlanEntryPriority priority,
    PlanEntryStatus status,
    @Meta @Nullable ObjectNode meta) {
  public PlanEntry {
    requireNonNull(content, "content");
    requireNonNull(priority, "priority");
    requireNonNull(status, "status");
  }

  /** Holds what is required; the rest is absent. */
  public static PlanEntry of(String content, PlanEntryPriority priority, PlanEntryStatus status) {
    return new PlanEntry(content, priority, status, null);
  }
}
