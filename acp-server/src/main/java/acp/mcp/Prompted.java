package acp.mcp;

import acp.event.Content;
import acp.tool.Clip;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt of a server's stands for, as a prompt of the user's: its messages one behind the
 * other. Where the server plays a conversation, it is said who speaks.
 */
final class Prompted {
  /** Bytes of all text. */
  private static final int MOST_TEXT = 256 * 1024;

  /** Characters of base64 in all. */
  private static final int MOST_PICTURES = 4 << 20;

  private final Mask mask;
  private final List<Content> content = new ArrayList<>();
  private int text = MOST_TEXT;
  private int pictures = MOST_PICTURES;

  private Prompted(Mask mask) {
    this.mask = mask;
  }

  /** Its content; empty if the server says nothing. */
  static List<Content> of(McpSchema.GetPromptResult result, Mask mask) {
    Prompted prompted = new Prompted(mask);
    boolean isTalk =
        result.messages().stream().anyMatch(message -> message.role() == McpSchema.Role.ASSISTANT);
    for (McpSchema.PromptMessage message : result.messages()) {
      if (isTalk) {
        prompted.say(message.role() == McpSchema.Role.ASSISTANT ? "\nAssistant: " : "\nUser: ");
      }
      prompted.take(message.content());
    }
    return prompted.content;
  }

  private void take(McpSchema.Content piece) {
    switch (piece) {
      case McpSchema.TextContent said -> say(said.text());
      case McpSchema.ImageContent image -> show(image.data(), image.mimeType(), null);
      case McpSchema.AudioContent audio -> say("[Sound, " + audio.mimeType() + "]");
      case McpSchema.ResourceLink link ->
          content.add(
              new Content.Link(
                  link.uri(),
                  link.name() == null ? link.uri() : link.name(),
                  link.title(),
                  link.description(),
                  link.mimeType(),
                  link.size()));
      case McpSchema.EmbeddedResource embedded -> take(embedded.resource());
      default -> say("[Something that cannot be shown]");
    }
  }

  private void take(McpSchema.ResourceContents resource) {
    switch (resource) {
      case McpSchema.TextResourceContents said ->
          content.add(
              new Content.Resource(said.uri(), said.mimeType(), bounded(said.text()), null));
      case McpSchema.BlobResourceContents blob
          when Results.isPicture(blob.mimeType(), blob.blob()) ->
          show(blob.blob(), blob.mimeType(), blob.uri());
      default -> say("[" + resource.uri() + ", which is no text]");
    }
  }

  private void say(String words) {
    if (!words.isEmpty()) {
      content.add(new Content.Text(bounded(words)));
    }
  }

  private String bounded(String words) {
    String clipped = Clip.middle(mask.secrets(words), Math.max(text, 0));
    text -= (int) Clip.bytes(clipped);
    return clipped;
  }

  private void show(String data, String mimeType, @Nullable String uri) {
    if (data.length() > pictures || !Results.isPicture(mimeType, data)) {
      say("[A picture that cannot be shown, " + mimeType + "]");
      return;
    }
    pictures -= data.length();
    content.add(new Content.Image(data, mimeType, uri));
  }
}
