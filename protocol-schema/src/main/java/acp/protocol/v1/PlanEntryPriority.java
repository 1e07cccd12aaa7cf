package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How much a step of the plan matters.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/agent-plan#plan-entries">Agent plan §
 *     plan entries</a>
 */
public enum PlanEntryPriority {
  /** Needed for the goal. */
  @JsonProperty("high")
  HIGH,
  /** Matters. */
  @JsonProperty("medium")
  MEDIUM,
  /** Good to have. */
  @JsonProperty("low")
  LOW
}
