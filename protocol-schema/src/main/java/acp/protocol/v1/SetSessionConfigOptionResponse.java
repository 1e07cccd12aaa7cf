package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All options as they are after the change: the result of {@code session/set_config_option}.
 *
 * @param configOptions all options of the session, in the order to show them
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
public record SetSessionConfigOptionResponse(
    @Lenient List<SessionConfigOption> configOptions, @Meta @Nullable ObjectNode meta) {
  public SetSessionConfigOptionResponse {
    configOptions = List.copyOf(requireNonNull(configOptions, "configOptions"));
  }

  /** Holds what is required; the rest is absent. */
  public static SetSessionConfigOptionResponse of(List<SessionConfigOption> configOptions) {
    return new SetSessionConfigOptionResponse(configOptions, null);
  }
}
