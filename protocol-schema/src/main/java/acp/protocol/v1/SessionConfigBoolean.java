package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An option that is on or off; only for clients that offer {@code session.configOptions.boolean}.
 *
 * @param id its id
 * @param name how it is shown to people
 * @param currentValue what it is set to
 * @param description more words for people; {@code null} when absent
 * @param category what it is about; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
public record SessionConfigBoolean(
    SessionConfigId id,
    String name,
    boolean currentValue,
    @Lenient @Nullable String description,
    @Lenient @Nullable SessionConfigOptionCategory category,
    @Meta @Nullable ObjectNode meta)
    implements SessionConfigOption {
  public SessionConfigBoolean {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
  }

  /** Holds what is required; the rest is absent. */
  public static SessionConfigBoolean of(SessionConfigId id, String name, boolean currentValue) {
    return new SessionConfigBoolean(id, name, currentValue, null, null, null);
  }

  @Override
  public String type() {
    return "boolean";
  }
}
