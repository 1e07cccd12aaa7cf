package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The content of a resource that is text.
 *
 * @param text the text
 * @param uri where it is
 * @param mimeType its media type; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
@JsonDeserialize
public record TextResourceContents(
    String text, String uri, @Lenient @Nullable String mimeType, @Meta @Nullable ObjectNode meta)
    implements EmbeddedResourceResource {
  public TextResourceContents {
    requireNonNull(text, "text");
    requireNonNull(uri, "uri");
  }

  /** Holds what is required; the rest is absent. */
  public static TextResourceContents of(String text, String uri) {
    return new TextResourceContents(text, uri, null, null);
  }
}
