package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.Unsigned;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The command has ended: the result of {@code terminal/wait_for_exit}.
 *
 * @param exitCode the exit code, 0 to 2^32-1; {@code null} when absent
 * @param signal the signal that ended the command; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
public record WaitForTerminalExitResponse(
    @Lenient @Unsigned(32) @Nullable Long exitCode,
    @Lenient @Nullable String signal,
    @Meta @Nullable ObjectNode meta) {
  public WaitForTerminalExitResponse {
    Check.unsigned(32, exitCode, "exitCode");
  }

  /** Holds nothing yet. */
  public static WaitForTerminalExitResponse of() {
    return new WaitForTerminalExitResponse(null, null, null);
  }
}
