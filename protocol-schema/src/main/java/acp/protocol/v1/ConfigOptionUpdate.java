package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells all options as they are now; they replace the ones before.
 *
 * @param configOptions all options of the session, in the order to show them
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
public record ConfigOptionUpdate(
    @Lenient List<SessionConfigOption> configOptions, @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public ConfigOptionUpdate {
    configOptions = List.copyOf(requireNonNull(configOptions, "configOptions"));
  }

  /** Holds what is required; the rest is absent. */
  public static ConfigOptionUpdate of(List<SessionConfigOption> configOptions) {
    return new ConfigOptionUpdate(configOptions, null);
  }

  @Override
  public String sessionUpdate() {
    return "config_option_update";
  }
}
