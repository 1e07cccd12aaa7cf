package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a message within its session; all chunks of one message carry the same.
 *
 * @param value the id as it stands on the wire; opaque, compared as it is
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record MessageId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public MessageId {
    requireNonNull(value, "value");
  }
}
