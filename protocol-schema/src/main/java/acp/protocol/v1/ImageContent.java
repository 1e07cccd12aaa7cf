package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An image; in a prompt only where the agent offers {@code promptCapabilities.image}.
 *
 * @param data the image, Base64
 * @param mimeType its media type, such as {@code image/png}
 * @param annotations hints on its use; {@code null} when absent
 * @param uri where it came from; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
public record ImageContent(
    String data,
    String mimeType,
    @Lenient @Nullable Annotations annotations,
    @Lenient @Nullable String uri,
    @Meta @Nullable ObjectNode meta)
    implements ContentBlock {
  public ImageContent {
    requireNonNull(data, "data");
    requireNonNull(mimeType, "mimeType");
  }

  /** Holds what is required; the rest is absent. */
  public static ImageContent of(String data, String mimeType) {
    return new ImageContent(data, mimeType, null, null, null);
  }

  @Override
  public String type() {
    return "image";
  }
}
