package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a mode of a session.
 *
 * @param value the id as it stands on the wire; opaque, compared as it is
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-modes">Session modes</a>
 */
public record SessionModeId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SessionModeId {
    requireNonNull(value, "value");
  }
}
