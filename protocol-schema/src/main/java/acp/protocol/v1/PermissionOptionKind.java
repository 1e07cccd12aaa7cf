package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What an answer to a permission request means.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#requesting-permission">Tool
 *     calls § requesting permission</a>
 */
public enum PermissionOptionKind {
  /** Allow it this time. */
  @JsonProperty("allow_once")
  ALLOW_ONCE,
  /** Allow it, and remember that. */
  @JsonProperty("allow_always")
  ALLOW_ALWAYS,
  /** Refuse it this time. */
  @JsonProperty("reject_once")
  REJECT_ONCE,
  /** Refuse it, and remember that. */
  @JsonProperty("reject_always")
  REJECT_ALWAYS
}
