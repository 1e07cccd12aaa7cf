package acp.agent;

import acp.event.Content;
import acp.model.ModelMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The conversation for a model that takes only text: where there is a picture it is told so, since
 * the user believes that it was shown.
 */
final class Blind {

  private Blind() {}

  /** The same messages, with each picture in words. */
  static List<ModelMessage> read(List<ModelMessage> messages) {
    List<ModelMessage> read = new ArrayList<>(messages.size());
    for (ModelMessage message : messages) {
      read.add(
          switch (message) {
            case ModelMessage.User user ->
                new ModelMessage.User(user.content().stream().map(Blind::read).toList());
            case ModelMessage.Assistant answer -> answer;
            case ModelMessage.ToolResult result -> read(result);
          });
    }
    return read;
  }

  private static ModelMessage read(ModelMessage.ToolResult result) {
    if (result.pictures().isEmpty()) {
      return result;
    }
    return new ModelMessage.ToolResult(
        result.callId(),
        result.name(),
        result.text() + "\n[It is a picture, and you cannot see pictures: say so if it matters.]",
        result.failed());
  }

  private static Content read(Content content) {
    return switch (content) {
      case Content.Image image -> told(image.mimeType(), image.data());
      case Content.Resource resource
          when resource.blob() != null
              && resource.mimeType() != null
              && resource.mimeType().startsWith("image/") ->
          told(resource.mimeType(), resource.blob());
      case Content.Text _, Content.Link _, Content.Resource _ -> content;
    };
  }

  private static Content told(String mimeType, String data) {
    long bytes = data.length() / 4L * 3;
    return new Content.Text(
        "\n[The user attached an image ("
            + mimeType
            + ", about "
            + Math.ceilDiv(bytes, 1024)
            + " KB). You cannot see images: say so if it matters.]\n");
  }
}
