package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Holds the content of a resource; in a prompt only where the agent offers {@code
 * promptCapabilities.embeddedContext}.
 *
 * @param resource the content
 * @param annotations hints on its use; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
public record EmbeddedResource(
    EmbeddedResourceResource resource,
    @Lenient @Nullable Annotations annotations,
    @Meta @Nullable ObjectNode meta)
    implements ContentBlock {
  public EmbeddedResource {
    requireNonNull(resource, "resource");
  }

  /** Holds what is required; the rest is absent. */
  public static EmbeddedResource of(EmbeddedResourceResource resource) {
    return new EmbeddedResource(resource, null, null);
  }

  @Override
  public String type() {
    return "resource";
  }
}
