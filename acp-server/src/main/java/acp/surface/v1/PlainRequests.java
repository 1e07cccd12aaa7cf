package acp.surface.v1;

import acp.protocol.v1.ContentBlock;
import acp.protocol.v1.ListSessionsRequest;
import acp.protocol.v1.LoadSessionRequest;
import acp.protocol.v1.McpServer;
import acp.protocol.v1.NewSessionRequest;
import acp.protocol.v1.PromptRequest;
import acp.protocol.v1.ResumeSessionRequest;
import acp.protocol.v1.SessionId;
import acp.protocol.v1.TextContent;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link StartPath} that reads: requests that have each member that they must have, of
 * its right kind, and no other. All else comes as null.
 */
final class PlainRequests {

  private PlainRequests() {}

  static @Nullable NewSessionRequest creating(JsonNode request) {
    JsonNode cwd = request.path("cwd");
    List<McpServer> servers = PlainServers.of(request.path("mcpServers"));
    return request.size() == 2 && cwd.isTextual() && servers != null
        ? new NewSessionRequest(cwd.textValue(), servers, null, null)
        : null;
  }

  static @Nullable ListSessionsRequest listing(JsonNode request) {
    JsonNode cwd = request.path("cwd");
    JsonNode cursor = request.path("cursor");
    int members = (cwd.isTextual() ? 1 : 0) + (cursor.isTextual() ? 1 : 0);
    return request.isObject() && request.size() == members
        ? new ListSessionsRequest(cwd.textValue(), cursor.textValue(), null)
        : null;
  }

  static @Nullable LoadSessionRequest loading(JsonNode request) {
    JsonNode id = request.path("sessionId");
    JsonNode cwd = request.path("cwd");
    List<McpServer> servers = PlainServers.of(request.path("mcpServers"));
    return request.size() == 3 && id.isTextual() && cwd.isTextual() && servers != null
        ? LoadSessionRequest.of(servers, cwd.textValue(), new SessionId(id.textValue()))
        : null;
  }

  static @Nullable ResumeSessionRequest resuming(JsonNode request) {
    JsonNode id = request.path("sessionId");
    JsonNode cwd = request.path("cwd");
    List<McpServer> servers = PlainServers.of(request.path("mcpServers"));
    boolean plain =
        servers == null ? !request.has("mcpServers") && request.size() == 2 : request.size() == 3;
    return plain && id.isTextual() && cwd.isTextual()
        ? new ResumeSessionRequest(
            new SessionId(id.textValue()), cwd.textValue(), null, servers, null)
        : null;
  }

  static @Nullable PromptRequest prompting(JsonNode request) {
    JsonNode id = request.path("sessionId");
    List<ContentBlock> prompt = texts(request.path("prompt"));
    return request.size() == 2 && id.isTextual() && prompt != null
        ? PromptRequest.of(new SessionId(id.textValue()), prompt)
        : null;
  }

  private static @Nullable List<ContentBlock> texts(JsonNode prompt) {
    if (!prompt.isArray()) {
      return null;
    }
    List<ContentBlock> all = new ArrayList<>();
    for (JsonNode block : prompt) {
      JsonNode text = block.path("text");
      boolean plain =
          block.size() == 2
              && text.isTextual()
              && block.path("type").isTextual()
              && block.path("type").textValue().equals("text");
      if (!plain) {
        return null;
      }
      all.add(TextContent.of(text.textValue()));
    }
    return all;
  }
}
