package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Asks to end the command and keep the terminal: the parameters of {@code terminal/kill}.
 *
 * @param sessionId the session concerned
 * @param terminalId the terminal concerned
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
public record KillTerminalRequest(
    SessionId sessionId, TerminalId terminalId, @Meta @Nullable ObjectNode meta) {
  public KillTerminalRequest {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(terminalId, "terminalId");
  }

  /** Holds what is required; the rest is absent. */
  public static KillTerminalRequest of(SessionId sessionId, TerminalId terminalId) {
    return new KillTerminalRequest(sessionId, terminalId, null);
  }
}
