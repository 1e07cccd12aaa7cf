package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An option with one of several values.
 *
 * @param id its id
 * @param name how it is shown to people
 * @param currentValue what it is set to
 * @param options what it may be set to
 * @param description more words for people; {@code null} when absent
 * @param category what it is about; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
public record SessionConfigSelect(
    SessionConfigId id,
    String name,
    SessionConfigValueId currentValue,
    SessionConfigSelectOptions options,
    @Lenient @Nullable String description,
    @Lenient @Nullable SessionConfigOptionCategory category,
    @Meta @Nullable ObjectNode meta)
    implements SessionConfigOption {
  public SessionConfigSelect {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(currentValue, "currentValue");
    requireNonNull(options, "options");
  }

  /** Holds what is required; the rest is absent. */
  public static SessionConfigSelect of(
      SessionConfigId id,
      String name,
      SessionConfigValueId currentValue,
      SessionConfigSelectOptions options) {
    return new SessionConfigSelect(id, name, currentValue, options, null, null, null);
  }

  /** The same with {@code description}. */
  public SessionConfigSelect withDescription(String description) {
    return new SessionConfigSelect(id, name, currentValue, options, description, category, meta);
  }

  /** The same with {@code category}. */
  public SessionConfigSelect withCategory(SessionConfigOptionCategory category) {
    return new SessionConfigSelect(id, name, currentValue, options, description, category, meta);
  }

  /** The same with {@code meta}. */
  public SessionConfigSelect withMeta(ObjectNode meta) {
    return new SessionConfigSelect(id, name, currentValue, options, description, category, meta);
  }

  @Override
  public String type() {
    return "select";
  }
}
