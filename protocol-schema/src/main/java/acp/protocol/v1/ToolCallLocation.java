package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.Unsigned;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A place that a tool call works on, for clients that follow along.
 *
 * @param path the file, an absolute path
 * @param line the line, counted from 1; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#following-the-agent">Tool
 *     calls § following the agent</a>
 */
public record ToolCallLocation(
    String path, @Lenient @Unsigned(32) @Nullable Long line, @Meta @Nullable ObjectNode meta) {
  public ToolCallLocation {
    requireNonNull(path, "path");
    Check.unsigned(32, line, "line");
  }

  /** Holds what is required; the rest is absent. */
  public static ToolCallLocation of(String path) {
    return new ToolCallLocation(path, null, null);
  }
}
