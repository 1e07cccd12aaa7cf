package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the user whether a tool call may run: the parameters of {@code session/request_permission}.
 *
 * @param sessionId the session concerned
 * @param toolCall the call, as far as it is known or has changed
 * @param options the answers to choose from
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#requesting-permission">Tool
 *     calls § requesting permission</a>
 */
public record RequestPermissionRequest(
    SessionId sessionId,
    @JsonIgnoreProperties("sessionUpdate") ToolCallUpdate toolCall,
    List<PermissionOption> options,
    @Meta @Nullable ObjectNode meta) {
  public RequestPermissionRequest {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(toolCall, "toolCall");
    options = List.copyOf(requireNonNull(options, "options"));
  }

  /** Holds what is required; the rest is absent. */
  public static RequestPermissionRequest of(
      SessionId sessionId, ToolCallUpdate toolCall, List<PermissionOption> options) {
    return new RequestPermissionRequest(sessionId, toolCall, options, null);
  }
}
