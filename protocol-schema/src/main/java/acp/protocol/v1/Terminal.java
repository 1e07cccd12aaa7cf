package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Shows a terminal live within the tool call, also after its release.
 *
 * @param terminalId the terminal concerned
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#content">Tool calls §
 *     content</a>
 */
public record Terminal(TerminalId terminalId, @Meta @Nullable ObjectNode meta)
    implements ToolCallContent {
  public Terminal {
    requireNonNull(terminalId, "terminalId");
  }

  /** Holds what is required; the rest is absent. */
  public static Terminal of(TerminalId terminalId) {
    return new Terminal(terminalId, null);
  }

  @Override
  public String type() {
    return "terminal";
  }
}
