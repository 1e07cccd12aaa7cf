package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of a select option that belong together.
 *
 * @param group its id
 * @param name the name
 * @param options its values
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
public record SessionConfigSelectGroup(
    SessionConfigGroupId group,
    String name,
    @Lenient List<SessionConfigSelectOption> options,
    @Meta @Nullable ObjectNode meta) {
  public SessionConfigSelectGroup {
    requireNonNull(group, "group");
    requireNonNull(name, "name");
    options = List.copyOf(requireNonNull(options, "options"));
  }

  /** Holds what is required; the rest is absent. */
  public static SessionConfigSelectGroup of(
      SessionConfigGroupId group, String name, List<SessionConfigSelectOption> options) {
    return new SessionConfigSelectGroup(group, name, options, null);
  }
}
