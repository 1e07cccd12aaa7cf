package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Gives a terminal back, ending its command: the parameters of {@code terminal/release}. Its id is
 * of no use afterwards.
 *
 * @param sessionId the session concerned
 * @param terminalId the terminal concerned
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
public record ReleaseTerminalRequest(
    SessionId sessionId, TerminalId terminalId, @Meta @Nullable ObjectNode meta) {
  public ReleaseTerminalRequest {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(terminalId, "terminalId");
  }

  /** Holds what is required; the rest is absent. */
  public static ReleaseTerminalRequest of(SessionId sessionId, TerminalId terminalId) {
    return new ReleaseTerminalRequest(sessionId, terminalId, null);
  }
}
