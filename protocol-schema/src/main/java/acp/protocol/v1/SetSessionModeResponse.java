package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The mode is set: the empty result of {@code session/set_mode}.
 *
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-modes">Session modes</a>
 */
public record SetSessionModeResponse(@Meta @Nullable ObjectNode meta) {
  /** The empty one. */
  public static SetSessionModeResponse of() {
    return new SetSessionModeResponse(null);
  }
}
