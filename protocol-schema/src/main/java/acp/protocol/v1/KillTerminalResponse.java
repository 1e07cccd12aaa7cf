package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The command is told to end: the empty result of {@code terminal/kill}.
 *
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
public record KillTerminalResponse(@Meta @Nullable ObjectNode meta) {
  /** The empty one. */
  public static KillTerminalResponse of() {
    return new KillTerminalResponse(null);
  }
}
