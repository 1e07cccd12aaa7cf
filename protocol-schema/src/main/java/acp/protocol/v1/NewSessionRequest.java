package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.NullAsEmpty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a new session: the parameters of {@code session/new}.
 *
 * @param cwd the working directory, an absolute path
 * @param mcpServers the MCP servers to connect to
 * @param additionalDirectories further directories of the workspace, absolute paths; {@code null}
 *     when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/session-setup#creating-a-session">Session
 *     setup § creating a session</a>
 */
public record NewSessionRequest(
    String cwd,
    @NullAsEmpty List<McpServer> mcpServers,
    @NullAsEmpty @Nullable List<String> additionalDirectories,
    @Meta @Nullable ObjectNode meta) {
  public NewSessionRequest {
    requireNonNull(cwd, "cwd");
    mcpServers = List.copyOf(requireNonNull(mcpServers, "mcpServers"));
    additionalDirectories = Copy.ofNullable(additionalDirectories);
  }

  /** Holds what is required; the rest is absent. */
  public static NewSessionRequest of(String cwd, List<McpServer> mcpServers) {
    return new NewSessionRequest(cwd, mcpServers, null, null);
  }
}
