package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal has shown: the result of {@code terminal/output}.
 *
 * @param output the output that was kept
 * @param truncated whether older output was dropped
 * @param exitStatus how the command ended; {@code null} while it runs
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
public record TerminalOutputResponse(
    String output,
    boolean truncated,
    @Lenient @Nullable TerminalExitStatus exitStatus,
    @Meta @Nullable ObjectNode meta) {
  public TerminalOutputResponse {
    requireNonNull(output, "output");
  }

  /** Holds what is required; the rest is absent. */
  public static TerminalOutputResponse of(String output, boolean truncated) {
    return new TerminalOutputResponse(output, truncated, null, null);
  }
}
