package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.NullAsEmpty;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server reached by HTTP with server-sent events, a transport MCP has given up; only for
 * agents that offer {@code mcpCapabilities.sse}.
 *
 * @param name the name
 * @param url where the server is
 * @param headers what to send with every request
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-setup#mcp-servers">Session
 *     setup § mcp servers</a>
 */
@JsonPropertyOrder("type")
public record McpServerSse(
    String name, String url, @NullAsEmpty List<HttpHeader> headers, @Meta @Nullable ObjectNode meta)
    implements McpServer {
  public McpServerSse {
    requireNonNull(name, "name");
    requireNonNull(url, "url");
    headers = List.copyOf(requireNonNull(headers, "headers"));
  }

  /** Holds what is required; the rest is absent. */
  public static McpServerSse of(String name, String url, List<HttpHeader> headers) {
    return new McpServerSse(name, url, headers, null);
  }

  /** The discriminator on the wire. */
  @JsonProperty
  public String type() {
    return "sse";
  }
}
