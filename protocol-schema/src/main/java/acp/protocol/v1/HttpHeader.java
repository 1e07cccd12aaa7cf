package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A header to send with every request to an MCP server; its value may be a secret.
 *
 * @param name the name
 * @param value the value; may be a secret
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-setup#mcp-servers">Session
 *     setup § mcp servers</a>
 */
public record HttpHeader(String name, String value, @Meta @Nullable ObjectNode meta) {
  public HttpHeader {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
  }

  /** Holds what is required; the rest is absent. */
  public static HttpHeader of(String name, String value) {
    return new HttpHeader(name, value, null);
  }
}
