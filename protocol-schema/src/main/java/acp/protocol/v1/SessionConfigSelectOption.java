package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A value of a select option.
 *
 * @param value its id
 * @param name the name
 * @param description more words for people; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
public record SessionConfigSelectOption(
    SessionConfigValueId value,
    String name,
    @Lenient @Nullable String description,
    @Meta @Nullable ObjectNode meta) {
  public SessionConfigSelectOption {
    requireNonNull(value, "value");
    requireNonNull(name, "name");
  }

  /** Holds what is required; the rest is absent. */
  public static SessionConfigSelectOption of(SessionConfigValueId value, String name) {
    return new SessionConfigSelectOption(value, name, null, null);
  }
}
