package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the text in a form's field must be.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public enum StringFormat {
  /** An e-mail address. */
  @JsonProperty("email")
  EMAIL,
  /** A URI. */
  @JsonProperty("uri")
  URI,
  /** A date, as 2026-01-31. */
  @JsonProperty("date")
  DATE,
  /** A date and time, as RFC 3339 writes them. */
  @JsonProperty("date-time")
  DATE_TIME
}
