package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Points to a file or another resource that the agent may read by itself.
 *
 * @param name the name
 * @param uri where it is
 * @param annotations hints on its use; {@code null} when absent
 * @param description more words for people; {@code null} when absent
 * @param mimeType its media type; {@code null} when absent
 * @param size its size in bytes; {@code null} when absent
 * @param title how it is shown to people; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
public record ResourceLink(
    String name,
    String uri,
    @Lenient @Nullable Annotations annotations,
    @Lenient @Nullable String description,
    @Lenient @Nullable String mimeType,
    @Lenient @Nullable Long size,
    @Lenient @Nullable String title,
    @Meta @Nullable ObjectNode meta)
    implements ContentBlock {
  public ResourceLink {
    requireNonNull(name, "name");
    requireNonNull(uri, "uri");
  }

  /** Holds what is required; the rest is absent. */
  public static ResourceLink of(String name, String uri) {
    return new ResourceLink(name, uri, null, null, null, null, null, null);
  }

  /** The same with {@code annotations}. */
  public ResourceLink withAnnotations(Annotations annotations) {
    return new ResourceLink(name, uri, annotations, description, mimeType, size, title, meta);
  }

  /** The same with {@code description}. */
  public ResourceLink withDescription(String description) {
    return new ResourceLink(name, uri, annotations, description, mimeType, size, title, meta);
  }

  /** The same with {@code mimeType}. */
  public ResourceLink withMimeType(String mimeType) {
    return new ResourceLink(name, uri, annotations, description, mimeType, size, title, meta);
  }

  /** The same with {@code size}. */
  public ResourceLink withSize(long size) {
    return new ResourceLink(name, uri, annotations, description, mimeType, size, title, meta);
  }

  /** The same with {@code title}. */
  public ResourceLink withTitle(String title) {
    return new ResourceLink(name, uri, annotations, description, mimeType, size, title, meta);
  }

  /** The same with {@code meta}. */
  public ResourceLink withMeta(ObjectNode meta) {
    return new ResourceLink(name, uri, annotations, description, mimeType, size, title, meta);
  }

  @Override
  public String type() {
    return "resource_link";
  }
}
