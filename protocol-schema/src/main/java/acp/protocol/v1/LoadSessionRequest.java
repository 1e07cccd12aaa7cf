package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.NullAsEmpty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks to go on with an earlier session and to see its history again: the parameters of {@code
 * session/load}.
 *
 * @param mcpServers the MCP servers to connect to
 * @param cwd the working directory, an absolute path
 * @param sessionId the session to go on with
 * @param additionalDirectories further directories of the workspace, absolute paths; {@code null}
 *     when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-setup#loading-sessions">Session
 *     setup § loading sessions</a>
 */
public record LoadSessionRequest(
    @NullAsEmpty List<McpServer> mcpServers,
    String cwd,
    SessionId sessionId,
    @NullAsEmpty @Nullable List<String> additionalDirectories,
    @Meta @Nullable ObjectNode meta) {
  public LoadSessionRequest {
    mcpServers = List.copyOf(requireNonNull(mcpServers, "mcpServers"));
    requireNonNull(cwd, "cwd");
    requireNonNull(sessionId, "sessionId");
    additionalDirectories = Copy.ofNullable(additionalDirectories);
  }

  /** Holds what is required; the rest is absent. */
  public static LoadSessionRequest of(List<McpServer> mcpServers, String cwd, SessionId sessionId) {
    return new LoadSessionRequest(mcpServers, cwd, sessionId, null, null);
  }
}
