package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A mode that a session can be in.
 *
 * @param id its id
 * @param name the name
 * @param description more words for people; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-modes">Session modes</a>
 */
public record SessionMode(
    SessionModeId id,
    String name,
    @Lenient @Nullable String description,
    @Meta @Nullable ObjectNode meta) {
  public SessionMode {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
  }

  /** Holds what is required; the rest is absent. */
  public static SessionMode of(SessionModeId id, String name) {
    return new SessionMode(id, name, null, null);
  }
}
