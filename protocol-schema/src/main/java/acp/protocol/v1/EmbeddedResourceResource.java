package acp.protocol.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * The content of a resource: text, or bytes where there is a {@code blob}.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
@JsonDeserialize(using = EmbeddedResourceResource.Reader.class)
public sealed interface EmbeddedResourceResource
    permits TextResourceContents, BlobResourceContents {
  /** Where the resource is. */
  String uri();

  /** Its media type; {@code null} when absent. */
  @Nullable String mimeType();

  /** Tells the two apart by the field that only one of them has. */
  final class Reader extends Untagged<EmbeddedResourceResource> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(EmbeddedResourceResource.class);
    }

    @Override
    Class<? extends EmbeddedResourceResource> choose(JsonNode json) {
      return json.has("blob") && !json.has("text")
          ? BlobResourceContents.class
          : TextResourceContents.class;
    }
  }
}
