package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Text, as Markdown where the client shows it so.
 *
 * @param text the text
 * @param annotations hints on its use; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
public record TextContent(
    String text, @Lenient @Nullable Annotations annotations, @Meta @Nullable ObjectNode meta)
    implements ContentBlock {
  public TextContent {
    requireNonNull(text, "text");
  }

  /** Holds what is required; the rest is absent. */
  public static TextContent of(String text) {
    return new TextContent(text, null, null);
  }

  @Override
  public String type() {
    return "text";
  }
}
