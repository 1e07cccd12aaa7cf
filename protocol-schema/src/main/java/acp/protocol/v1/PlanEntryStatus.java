package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a step of the plan is.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/agent-plan#plan-entries">Agent plan §
 *     plan entries</a>
 */
public enum PlanEntryStatus {
  /** Not begun. */
  @JsonProperty("pending")
  PENDING,
  /** Being worked on. */
  @JsonProperty("in_progress")
  IN_PROGRESS,
  /** Done. */
  @JsonProperty("completed")
  COMPLETED
}
