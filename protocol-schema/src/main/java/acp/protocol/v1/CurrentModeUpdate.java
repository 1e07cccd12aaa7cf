package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Tells that the session is in another mode now.
 *
 * @param currentModeId the mode it is in now
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-modes">Session modes</a>
 */
public record CurrentModeUpdate(SessionModeId currentModeId, @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public CurrentModeUpdate {
    requireNonNull(currentModeId, "currentModeId");
  }

  /** Holds what is required; the rest is absent. */
  public static CurrentModeUpdate of(SessionModeId currentModeId) {
    return new CurrentModeUpdate(currentModeId, null);
  }

  @Override
  public String sessionUpdate() {
    return "current_mode_update";
  }
}
