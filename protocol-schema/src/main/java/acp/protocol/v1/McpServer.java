package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * An MCP server to connect to. What is neither {@code http} nor {@code sse} must be well-formed as
 * stdio.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-setup#mcp-servers">Session
 *     setup § mcp servers</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = McpServerStdio.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "http", value = McpServerHttp.class),
  @JsonSubTypes.Type(name = "sse", value = McpServerSse.class)
})
public sealed interface McpServer permits McpServerHttp, McpServerSse, McpServerStdio {

  /** The name of the server. */
  String name();
}
