package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The parameters of a request that the protocol does not know: any JSON.
 *
 * @param value the JSON, unread
 * @see <a href="https://agentclientprotocol.com/protocol/v1/extensibility">Extensibility</a>
 */
public record ExtRequest(@JsonValue JsonNode value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ExtRequest {
    requireNonNull(value, "value");
  }
}
