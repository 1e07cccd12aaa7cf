package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A command that the user may call by {@code /name}.
 *
 * @param name what follows the slash
 * @param description what it does
 * @param input what may follow the name; {@code null} when nothing does
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/slash-commands">Slash commands</a>
 */
public record AvailableCommand(
    String name,
    String description,
    @Lenient @Nullable AvailableCommandInput input,
    @Meta @Nullable ObjectNode meta) {
  public AvailableCommand {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
  }

  /** Holds what is required; the rest is absent. */
  public static AvailableCommand of(String name, String description) {
    return new AvailableCommand(name, description, null, null);
  }
}
