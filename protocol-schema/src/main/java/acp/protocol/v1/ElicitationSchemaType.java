package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The type of a form as a whole; there is but one.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public enum ElicitationSchemaType {
  /** Named fields. */
  @JsonProperty("object")
  OBJECT
}
