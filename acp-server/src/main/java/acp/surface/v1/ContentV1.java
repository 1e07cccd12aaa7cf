package acp.surface.v1;

import acp.event.Content;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.protocol.v1.AudioContent;
import acp.protocol.v1.BlobResourceContents;
import acp.protocol.v1.ContentBlock;
import acp.protocol.v1.EmbeddedResource;
import acp.protocol.v1.EmbeddedResourceResource;
import acp.protocol.v1.ImageContent;
import acp.protocol.v1.ResourceLink;
import acp.protocol.v1.TextContent;
import acp.protocol.v1.TextResourceContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Content blocks, to and from what the core keeps.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
final class ContentV1 {

  private ContentV1() {}

  /**
   * The content of a prompt.
   *
   * @throws AcpException (invalid params) naming the block that is of a kind we did not advertise
   */
  static List<Content> ofPrompt(List<ContentBlock> prompt) {
    if (prompt.isEmpty()) {
      throw AcpException.invalidParams("prompt", "A prompt has at least one content block");
    }
    List<Content> content = new ArrayList<>(prompt.size());
    for (ContentBlock block : prompt) {
      content.add(of(block, "prompt[" + content.size() + "]"));
    }
    return content;
  }

  private static Content of(ContentBlock block, String path) {
    return switch (block) {
      case TextContent text -> new Content.Text(text.text());
      case ImageContent image -> new Content.Image(image.data(), image.mimeType(), image.uri());
      case ResourceLink link ->
          new Content.Link(
              link.uri(),
              link.name(),
              link.title(),
              link.description(),
              link.mimeType(),
              link.size());
      case EmbeddedResource resource -> of(resource.resource());
      case AudioContent _ -> throw unsupported(path, "audio");
      case ContentBlock.Unknown unknown -> throw unsupported(path, unknown.type());
    };
  }

  private static Content of(EmbeddedResourceResource resource) {
    return switch (resource) {
      case TextResourceContents text ->
          new Content.Resource(text.uri(), text.mimeType(), text.text(), null);
      case BlobResourceContents blob ->
          new Content.Resource(blob.uri(), blob.mimeType(), null, blob.blob());
    };
  }

  private static AcpException unsupported(String path, String type) {
    String shown = type.length() > 40 ? type.substring(0, 40) : type;
    return new AcpException(
        ErrorCode.INVALID_PARAMS,
        "This content block is of a kind that the agent does not take",
        Map.of("path", path + ".type", "type", shown));
  }

  /** The block that shows {@code content}. */
  static ContentBlock block(Content content) {
    return switch (content) {
      case Content.Text text -> TextContent.of(text.text());
      case Content.Image image ->
          new ImageContent(image.data(), image.mimeType(), null, image.uri(), null);
      case Content.Link link ->
          new ResourceLink(
              link.name(),
              link.uri(),
              null,
              link.description(),
              link.mimeType(),
              link.size(),
              link.title(),
              null);
      case Content.Resource resource -> EmbeddedResource.of(contents(resource));
    };
  }

  private static EmbeddedResourceResource contents(Content.Resource resource) {
    return resource.text() != null
        ? new TextResourceContents(resource.text(), resource.uri(), resource.mimeType(), null)
        : new BlobResourceContents(
            Objects.requireNonNull(resource.blob()), resource.uri(), resource.mimeType(), null);
  }
}
