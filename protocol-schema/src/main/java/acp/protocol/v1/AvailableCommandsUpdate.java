package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells all the commands there are now; they replace the ones before.
 *
 * @param availableCommands the commands
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/slash-commands">Slash commands</a>
 */
public record AvailableCommandsUpdate(
    @Lenient List<AvailableCommand> availableCommands, @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public AvailableCommandsUpdate {
    availableCommands = List.copyOf(requireNonNull(availableCommands, "availableCommands"));
  }

  /** Holds what is required; the rest is absent. */
  public static AvailableCommandsUpdate of(List<AvailableCommand> availableCommands) {
    return new AvailableCommandsUpdate(availableCommands, null);
  }

  @Override
  public String sessionUpdate() {
    return "available_commands_update";
  }
}
