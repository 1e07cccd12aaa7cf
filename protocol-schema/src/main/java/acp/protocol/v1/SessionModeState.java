package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The modes of a session and the one it is in.
 *
 * @param currentModeId the mode it is in
 * @param availableModes the modes it may be in
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-modes">Session modes</a>
 */
public record SessionModeState(
    SessionModeId currentModeId,
    @Lenient List<SessionMode> availableModes,
    @Meta @Nullable ObjectNode meta) {
  public SessionModeState {
    requireNonNull(currentModeId, "currentModeId");
    availableModes = List.copyOf(requireNonNull(availableModes, "availableModes"));
  }

  /** Holds what is required; the rest is absent. */
  public static SessionModeState of(SessionModeId currentModeId, List<SessionMode> availableModes) {
    return new SessionModeState(currentModeId, availableModes, null);
  }
}
