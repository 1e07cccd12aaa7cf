package acp.agent;

import acp.event.Content;
import acp.model.ModelMessage;
import acp.tool.Clip;
import java.util.List;

/**
 * A conversation as one text, to be read and not to be gone on with. What was said is whole; what
 * tools were given and gave is cut to its beginning and end, so that a conversation that has
 * outgrown the model's context can still be told to it.
 */
final class Retelling {
  /** In bytes; enough for an error and what led to it. */
  static final int RESULT = 2000;

  private static final int INPUT = 800;
  private static final int RESOURCE = 4000;

  private Retelling() {}

  /** All of it, oldest first. */
  static String of(List<ModelMessage> messages) {
    StringBuilder told = new StringBuilder();
    for (ModelMessage message : messages) {
      switch (message) {
        case ModelMessage.User user -> {
          told.append("### User\n");
          user.content().forEach(piece -> add(piece, told));
        }
        case ModelMessage.Assistant answer -> {
          told.append("### Agent\n").append(answer.text());
          for (ModelMessage.Call call : answer.calls()) {
            told.append("\n[calls ").append(call.name()).append(' ');
            told.append(Clip.middle(call.arguments(), INPUT)).append(']');
          }
        }
        case ModelMessage.ToolResult result -> {
          told.append("### ").append(result.name()).append(result.failed() ? " failed\n" : "\n");
          told.append(Clip.middle(result.text(), RESULT));
        }
      }
      told.append("\n\n");
    }
    return told.toString();
  }

  private static void add(Content piece, StringBuilder told) {
    switch (piece) {
      case Content.Text text -> told.append(text.text());
      case Content.Link link -> told.append('[').append(link.uri()).append(']');
      case Content.Image _ -> told.append("[a picture]");
      case Content.Resource resource -> {
        told.append("\n[").append(resource.uri()).append("]\n");
        if (resource.text() != null) {
          told.append(Clip.middle(resource.text(), RESOURCE)).append('\n');
        }
      }
    }
  }
}
