package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.NullAsEmpty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks to go on with an earlier session without its history: the parameters of {@code
 * session/resume}.
 *
 * @param sessionId the session to go on with
 * @param cwd the working directory, an absolute path
 * @param additionalDirectories further directories of the workspace, absolute paths; {@code null}
 *     when absent
 * @param mcpServers the MCP servers to connect to; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-setup#loading-sessions">Session
 *     setup § loading sessions</a>
 */
public record ResumeSessionRequest(
    SessionId sessionId,
    String cwd,
    @NullAsEmpty @Nullable List<String> additionalDirectories,
    @NullAsEmpty @Nullable List<McpServer> mcpServers,
    @Meta @Nullable ObjectNode meta) {
  public ResumeSessionRequest {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(cwd, "cwd");
    additionalDirectories = Copy.ofNullable(additionalDirectories);
    mcpServers = Copy.ofNullable(mcpServers);
  }

  /** Holds what is required; the rest is absent. */
  public static ResumeSessionRequest of(SessionId sessionId, String cwd) {
    return new ResumeSessionRequest(sessionId, cwd, null, null, null);
  }
}
