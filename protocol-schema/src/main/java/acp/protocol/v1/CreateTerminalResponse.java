package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The terminal runs: the result of {@code terminal/create}.
 *
 * @param terminalId the id of the new terminal
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
public record CreateTerminalResponse(TerminalId terminalId, @Meta @Nullable ObjectNode meta) {
  public CreateTerminalResponse {
    requireNonNull(terminalId, "terminalId");
  }

  /** Holds what is required; the rest is absent. */
  public static CreateTerminalResponse of(TerminalId terminalId) {
    return new CreateTerminalResponse(terminalId, null);
  }
}
