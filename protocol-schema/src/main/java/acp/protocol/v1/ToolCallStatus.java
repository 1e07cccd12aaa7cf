package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a tool call is. Fields of this type are lenient: a status that is not known is read as
 * absent.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#status">Tool calls §
 *     status</a>
 */
public enum ToolCallStatus {
  /**
   * Not begun: its input is still coming, or it waits for permission. What an absent status of a
   * new call means.
   */
  @JsonProperty("pending")
  PENDING,
  /** Running. */
  @JsonProperty("in_progress")
  IN_PROGRESS,
  /** Done. */
  @JsonProperty("completed")
  COMPLETED,
  /** Failed, denied or cancelled. */
  @JsonProperty("failed")
  FAILED
}
