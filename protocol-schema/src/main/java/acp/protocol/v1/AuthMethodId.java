package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a way to log in.
 *
 * @param value the id as it stands on the wire; opaque, compared as it is
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record AuthMethodId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AuthMethodId {
    requireNonNull(value, "value");
  }
}
