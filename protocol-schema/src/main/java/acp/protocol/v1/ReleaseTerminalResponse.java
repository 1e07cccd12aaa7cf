package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The terminal is given back: the empty result of {@code terminal/release}.
 *
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
public record ReleaseTerminalResponse(@Meta @Nullable ObjectNode meta) {
  /** The empty one. */
  public static ReleaseTerminalResponse of() {
    return new ReleaseTerminalResponse(null);
  }
}
