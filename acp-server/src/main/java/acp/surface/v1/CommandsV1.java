package acp.surface.v1;

import acp.event.SessionId;
import acp.protocol.v1.AvailableCommand;
import acp.protocol.v1.AvailableCommandInput;
import acp.protocol.v1.AvailableCommandsUpdate;
import acp.protocol.v1.SessionUpdate;
import acp.protocol.v1.UnstructuredCommandInput;
import acp.session.SlashCommand;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The agent's own commands, as clients offer them to the user.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/slash-commands">Slash commands</a>
 */
final class CommandsV1 {

  private CommandsV1() {}

  /**
   * The params of the notification that tells them of a new session. Every start sends one, so it
   * is written by hand: see {@link StartPath}.
   *
   * @param commands asked for when it is written, which is behind the answer that the session is
   *     there; not empty
   */
  record Announcement(SessionId session, Supplier<List<SlashCommand>> commands) {}

  /** Writes an {@link Announcement} as the types would. */
  static final class AnnouncementWriter extends JsonSerializer<Announcement> {

    @Override
    public void serialize(Announcement told, JsonGenerator out, SerializerProvider types)
        throws IOException {
      out.writeStartObject();
      out.writeStringField("sessionId", told.session.value());
      out.writeObjectFieldStart("update");
      out.writeStringField("sessionUpdate", "available_commands_update");
      out.writeArrayFieldStart("availableCommands");
      for (SlashCommand command : told.commands.get()) {
        out.writeStartObject();
        out.writeStringField("name", command.name());
        out.writeStringField("description", command.description());
        if (command.hint() != null) {
          out.writeObjectFieldStart("input");
          out.writeStringField("hint", command.hint());
          out.writeEndObject();
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  /** All there are; nothing if there are none. */
  static List<SessionUpdate> available(List<SlashCommand> commands) {
    return commands.isEmpty() ? List.of() : List.of(all(commands));
  }

  /** All there are, in the place of those that were told before. */
  static SessionUpdate all(List<SlashCommand> commands) {
    List<AvailableCommand> available = new ArrayList<>();
    for (SlashCommand command : commands) {
      AvailableCommandInput input =
          command.hint() == null ? null : UnstructuredCommandInput.of(command.hint());
      available.add(new AvailableCommand(command.name(), command.description(), input, null));
    }
    return AvailableCommandsUpdate.of(available);
  }
}
