package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a session; chosen by the agent.
 *
 * @param value the id as it stands on the wire; opaque, compared as it is
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-setup#session-id">Session setup
 *     § session id</a>
 */
public record SessionId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SessionId {
    requireNonNull(value, "value");
  }
}
