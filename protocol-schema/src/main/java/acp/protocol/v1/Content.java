package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Ordinary content that a tool call produced.
 *
 * @param content the content
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#content">Tool calls §
 *     content</a>
 */
public record Content(ContentBlock content, @Meta @Nullable ObjectNode meta)
    implements ToolCallContent {
  public Content {
    requireNonNull(content, "content");
  }

  /** Holds what is required; the rest is absent. */
  public static Content of(ContentBlock content) {
    return new Content(content, null);
  }

  @Override
  public String type() {
    return "content";
  }
}
