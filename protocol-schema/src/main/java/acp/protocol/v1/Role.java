package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Who a piece of content is for.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
public enum Role {
  /** The model. */
  @JsonProperty("assistant")
  ASSISTANT,
  /** The person. */
  @JsonProperty("user")
  USER
}
