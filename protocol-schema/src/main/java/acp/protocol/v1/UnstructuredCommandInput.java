package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Whatever follows the command's name is its input, as typed.
 *
 * @param hint what to show while nothing is typed
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/slash-commands">Slash commands</a>
 */
@JsonDeserialize
public record UnstructuredCommandInput(String hint, @Meta @Nullable ObjectNode meta)
    implements AvailableCommandInput {
  public UnstructuredCommandInput {
    requireNonNull(hint, "hint");
  }

  /** Holds what is required; the rest is absent. */
  public static UnstructuredCommandInput of(String hint) {
    return new UnstructuredCommandInput(hint, null);
  }
}
