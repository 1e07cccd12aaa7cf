package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.NullAsEmpty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server to start as a child process; written without a {@code type}. Every agent must take
 * it.
 *
 * @param name the name
 * @param command the program, an absolute path
 * @param args its arguments
 * @param env variables to add to its environment
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-setup#mcp-servers">Session
 *     setup § mcp servers</a>
 */
public record McpServerStdio(
    String name,
    String command,
    @NullAsEmpty List<String> args,
    @NullAsEmpty List<EnvVariable> env,
    @Meta @Nullable ObjectNode meta)
    implements McpServer {
  public McpServerStdio {
    requireNonNull(name, "name");
    requireNonNull(command, "command");
    args = List.copyOf(requireNonNull(args, "args"));
    env = List.copyOf(requireNonNull(env, "env"));
  }

  /** Holds what is required; the rest is absent. */
  public static McpServerStdio of(
      String name, String command, List<String> args, List<EnvVariable> env) {
    return new McpServerStdio(name, command, args, env, null);
  }
}
