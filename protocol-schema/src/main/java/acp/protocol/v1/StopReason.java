package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why a turn ended.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/prompt-turn#stop-reasons">Prompt turn §
 *     stop reasons</a>
 */
public enum StopReason {
  /** The model was done. */
  @JsonProperty("end_turn")
  END_TURN,
  /** The model reached its limit of tokens. */
  @JsonProperty("max_tokens")
  MAX_TOKENS,
  /** The turn reached its limit of requests to the model. */
  @JsonProperty("max_turn_requests")
  MAX_TURN_REQUESTS,
  /** The agent refuses to go on; the prompt and all that followed leave the context. */
  @JsonProperty("refusal")
  REFUSAL,
  /** The client cancelled it. */
  @JsonProperty("cancelled")
  CANCELLED
}
