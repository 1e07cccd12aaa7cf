package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what a terminal has shown so far: the parameters of {@code terminal/output}.
 *
 * @param sessionId the session concerned
 * @param terminalId the terminal concerned
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
public record TerminalOutputRequest(
    SessionId sessionId, TerminalId terminalId, @Meta @Nullable ObjectNode meta) {
  public TerminalOutputRequest {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(terminalId, "terminalId");
  }

  /** Holds what is required; the rest is absent. */
  public static TerminalOutputRequest of(SessionId sessionId, TerminalId terminalId) {
    return new TerminalOutputRequest(sessionId, terminalId, null);
  }
}
