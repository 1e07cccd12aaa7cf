package acp.surface.v1;

import acp.protocol.v1.AvailableCommand;
import acp.protocol.v1.AvailableCommandInput;
import acp.protocol.v1.AvailableCommandsUpdate;
import acp.protocol.v1.SessionUpdate;
import acp.protocol.v1.UnstructuredCommandInput;
import acp.session.SlashCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * The agent's own commands, as clients offer them to the user.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/slash-commands">Slash commands</a>
 */
final class CommandsV1 {

  private CommandsV1() {}

  /** All there are; nothing if there are none. */
  static List<SessionUpdate> available(List<SlashCommand> commands) {
    if (commands.isEmpty()) {
      return List.of();
    }
    List<AvailableCommand> available = new ArrayList<>();
    for (SlashCommand command : commands) {
      AvailableCommandInput input =
          command.hint() == null ? null : UnstructuredCommandInput.of(command.hint());
      available.add(new AvailableCommand(command.name(), command.description(), input, null));
    }
    return List.of(AvailableCommandsUpdate.of(available));
  }
}
