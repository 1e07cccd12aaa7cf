package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A change to a file, as the whole text before and after.
 *
 * @param path the file, an absolute path
 * @param newText the text after
 * @param oldText the text before; {@code null} for a new file
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#content">Tool calls §
 *     content</a>
 */
public record Diff(
    String path, String newText, @Lenient @Nullable String oldText, @Meta @Nullable ObjectNode meta)
    implements ToolCallContent {
  public Diff {
    requireNonNull(path, "path");
    requireNonNull(newText, "newText");
  }

  /** Holds what is required; the rest is absent. */
  public static Diff of(String path, String newText) {
    return new Diff(path, newText, null, null);
  }

  @Override
  public String type() {
    return "diff";
  }
}
