package acp.agent;

import acp.event.Content;
import acp.model.ModelMessage;
import acp.tool.Pictures;
import java.util.ArrayList;
import java.util.List;

/**
 * The conversation for a model that sees pictures: where there is one that no provider takes it is
 * told so in words, since the provider would refuse it again with every later request.
 */
final class Sighted {

  private Sighted() {}

  /** The same messages, with each picture that has a fault in words. */
  static List<ModelMessage> read(List<ModelMessage> messages) {
    List<ModelMessage> read = new ArrayList<>(messages.size());
    for (ModelMessage message : messages) {
      read.add(
          switch (message) {
            case ModelMessage.User user ->
                new ModelMessage.User(user.content().stream().map(Sighted::read).toList());
            case ModelMessage.Assistant answer -> answer;
            case ModelMessage.ToolResult result -> read(result);
          });
    }
    return read;
  }

  private static Content read(Content content) {
    return content instanceof Content.Image image ? Pictures.checked(image) : content;
  }

  private static ModelMessage read(ModelMessage.ToolResult result) {
    if (result.pictures().isEmpty()) {
      return result;
    }
    List<Content.Image> pictures = new ArrayList<>();
    StringBuilder text = new StringBuilder(result.text());
    for (Content.Image picture : result.pictures()) {
      Content checked = Pictures.checked(picture);
      if (checked instanceof Content.Image sound) {
        pictures.add(sound);
      } else if (checked instanceof Content.Text words) {
        text.append('\n').append(words.text());
      }
    }
    return new ModelMessage.ToolResult(
        result.callId(), result.name(), text.toString(), result.failed(), pictures);
  }
}
