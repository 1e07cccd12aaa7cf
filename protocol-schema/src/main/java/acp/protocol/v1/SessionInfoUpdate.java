package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.Patch;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Tells that facts about the session changed; a field left alone keeps its value.
 *
 * @param title the title; cleared by an explicit null
 * @param updatedAt when something last happened, ISO 8601; cleared by an explicit null
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record SessionInfoUpdate(
    @Lenient Patch<String> title, @Lenient Patch<String> updatedAt, @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public SessionInfoUpdate {
    requireNonNull(title, "title");
    requireNonNull(updatedAt, "updatedAt");
  }

  /** Holds nothing yet. */
  public static SessionInfoUpdate of() {
    return new SessionInfoUpdate(Patch.keep(), Patch.keep(), null);
  }

  @Override
  public String sessionUpdate() {
    return "session_info_update";
  }
}
