package acp.mcp;

import acp.event.Content;
import acp.event.Shown;
import acp.tool.Clip;
import acp.tool.ToolResult;
import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers, as a result of ours: the model is told all text, and what else there is in
 * a word; the user also sees the pictures.
 */
final class Results {
  /** Characters of base64 in all: clients take no message without limit. */
  private static final int MOST_PICTURES = 4 << 20;

  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private final JacksonMapper json;
  private final Mask mask;
  private final List<String> told = new ArrayList<>();
  private final List<Content.Image> pictures = new ArrayList<>();
  private int room = MOST_PICTURES;

  private Results(JacksonMapper json, Mask mask) {
    this.json = json;
    this.mask = mask;
  }

  static ToolResult of(McpSchema.CallToolResult answer, JacksonMapper json, Mask mask) {
    Results results = new Results(json, mask);
    answer.content().forEach(results::take);
    if (answer.structuredContent() != null) {
      results.takeStructured(json.tree(answer.structuredContent()));
    }
    return results.result(Boolean.TRUE.equals(answer.isError()));
  }

  static ToolResult of(McpSchema.ReadResourceResult read, JacksonMapper json, Mask mask) {
    Results results = new Results(json, mask);
    read.contents().forEach(results::take);
    return results.result(false);
  }

  /** True for what every model that sees pictures can see. */
  static boolean isPicture(@Nullable String mimeType, String data) {
    if (mimeType == null || !PICTURES.contains(mimeType.toLowerCase(Locale.ROOT))) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(data).length > 0;
    } catch (IllegalArgumentException garbled) {
      return false;
    }
  }

  private ToolResult result(boolean failed) {
    String text = Clip.middle(mask.secrets(String.join("\n", told)), ToolResult.MAX_TOLD);
    if (text.isBlank()) {
      text = failed ? "It failed and said nothing." : "It worked and said nothing.";
    }
    List<Shown> shown = new ArrayList<>();
    shown.add(Shown.Block.text(text));
    pictures.forEach(picture -> shown.add(new Shown.Block(picture)));
    return new ToolResult(failed, text, shown, pictures);
  }

  private void take(McpSchema.Content content) {
    switch (content) {
      case McpSchema.TextContent text -> told.add(text.text());
      case McpSchema.ImageContent image -> show(image.data(), image.mimeType());
      case McpSchema.EmbeddedResource resource -> take(resource.resource());
      case McpSchema.ResourceLink link -> told.add("[A link to " + link.uri() + "]");
      case McpSchema.AudioContent audio -> told.add("[Sound, " + audio.mimeType() + "]");
      default -> told.add("[Something that cannot be shown]");
    }
  }

  private void show(String data, String mimeType) {
    if (!isPicture(mimeType, data)) {
      told.add("[A picture that cannot be shown, " + mimeType + "]");
    } else if (data.length() > room) {
      told.add("[A picture, " + mimeType + ", too large to be shown]");
    } else {
      told.add("[A picture, " + mimeType + "]");
      room -= data.length();
      pictures.add(new Content.Image(data, mimeType, null));
    }
  }

  private void take(McpSchema.ResourceContents resource) {
    switch (resource) {
      case McpSchema.TextResourceContents text ->
          told.add("[" + resource.uri() + "]\n" + text.text());
      case McpSchema.BlobResourceContents blob when isPicture(blob.mimeType(), blob.blob()) -> {
        told.add("[" + resource.uri() + "]");
        show(blob.blob(), blob.mimeType());
      }
      case McpSchema.BlobResourceContents blob ->
          told.add(
              "["
                  + resource.uri()
                  + ", which is no text: "
                  + (blob.mimeType() == null ? "" : blob.mimeType() + ", ")
                  + blob.blob().length() / 4L * 3
                  + " bytes]");
      default -> told.add("[" + resource.uri() + ", which cannot be shown]");
    }
  }

  /** Most servers say the same in their text, as the protocol asks them to, or wrap it in it. */
  private void takeStructured(JsonNode structured) {
    if (told.stream().noneMatch(text -> isSaidBy(text, structured))) {
      told.add(structured.toString());
    }
  }

  private boolean isSaidBy(String text, JsonNode structured) {
    if (structured.size() == 1 && structured.iterator().next().asText().equals(text)) {
      return true;
    }
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return false;
    }
    try {
      return structured.equals(json.parse(text));
    } catch (IOException notJson) {
      return false;
    }
  }
}
