package acp.surface.v1;

import acp.protocol.v1.AudioContent;
import acp.protocol.v1.BlobResourceContents;
import acp.protocol.v1.Content;
import acp.protocol.v1.ContentBlock;
import acp.protocol.v1.ContentChunk;
import acp.protocol.v1.Diff;
import acp.protocol.v1.EmbeddedResource;
import acp.protocol.v1.ImageContent;
import acp.protocol.v1.SessionUpdate;
import acp.protocol.v1.TextContent;
import acp.protocol.v1.TextResourceContents;
import acp.protocol.v1.ToolCall;
import acp.protocol.v1.ToolCallContent;
import acp.protocol.v1.ToolCallUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes an update will be on the wire; what can be large is measured, the rest is a
 * flat rate.
 */
final class Weight {
  /** Of what is small. */
  static final long FLAT = 512;

  private Weight() {}

  static long of(SessionUpdate update) {
    return FLAT
        + switch (update) {
          case ContentChunk chunk -> of(chunk.content());
          case ToolCall call -> of(call.content());
          case ToolCallUpdate call -> of(call.content());
          default -> 0;
        };
  }

  private static long of(@Nullable List<ToolCallContent> content) {
    long weight = 0;
    if (content != null) {
      for (ToolCallContent item : content) {
        weight +=
            switch (item) {
              case Content block -> of(block.content());
              case Diff diff ->
                  diff.newText().length() + (diff.oldText() == null ? 0 : diff.oldText().length());
              default -> 0;
            };
      }
    }
    return weight;
  }

  private static long of(ContentBlock block) {
    return switch (block) {
      case TextContent text -> text.text().length();
      case ImageContent image -> image.data().length();
      case AudioContent audio -> audio.data().length();
      case EmbeddedResource resource ->
          switch (resource.resource()) {
            case TextResourceContents text -> text.text().length();
            case BlobResourceContents blob -> blob.blob().length();
          };
      default -> 0;
    };
  }
}
