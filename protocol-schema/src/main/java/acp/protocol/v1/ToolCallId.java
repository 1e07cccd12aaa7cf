package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a tool call within its session; chosen by the agent.
 *
 * @param value the id as it stands on the wire; opaque, compared as it is
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls">Tool calls</a>
 */
public record ToolCallId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ToolCallId {
    requireNonNull(value, "value");
  }
}
