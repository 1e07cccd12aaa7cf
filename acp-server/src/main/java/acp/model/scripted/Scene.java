package acp.model.scripted;

import acp.event.Content;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the play stands.
 *
 * @param word the first word of the user's last message; empty if it has no text
 * @param rest what follows it, trimmed
 * @param results what came of the tools called since then, oldest first
 * @param heard roughly how many tokens the request has
 */
record Scene(String word, String rest, List<ModelMessage.ToolResult> results, long heard) {
  private static final int CHARS_PER_TOKEN = 4;

  static Scene of(ModelRequest request) {
    String said = "";
    List<ModelMessage.ToolResult> results = new ArrayList<>();
    long chars = request.system().length();
    for (ModelMessage message : request.messages()) {
      switch (message) {
        case ModelMessage.User user -> {
          said = text(user);
          results.clear();
          chars += said.length();
        }
        case ModelMessage.Assistant assistant -> chars += assistant.text().length();
        case ModelMessage.ToolResult result -> {
          results.add(result);
          chars += result.text().length();
        }
      }
    }
    String command = said.strip();
    int end = 0;
    while (end < command.length() && !Character.isWhitespace(command.charAt(end))) {
      end++;
    }
    return new Scene(
        word(command.substring(0, end)),
        command.substring(end).strip(),
        List.copyOf(results),
        tokens(chars));
  }

  /** A first word is meant also where it ends a clause: "slow: count to ten". */
  private static String word(String first) {
    return first.replaceFirst("[:,;.!?]+$", "");
  }

  /** Text as it was typed; a file that was mentioned is named by its link. */
  private static String text(ModelMessage.User user) {
    StringBuilder text = new StringBuilder();
    for (Content piece : user.content()) {
      switch (piece) {
        case Content.Text words -> text.append(words.text());
        case Content.Link link -> text.append(path(link.uri()));
        case Content.Resource _, Content.Image _ -> {}
      }
    }
    return text.toString();
  }

  private static String path(String uri) {
    return uri.startsWith("file://") ? uri.substring("file://".length()) : uri;
  }

  static long tokens(long chars) {
    return Math.ceilDiv(chars, CHARS_PER_TOKEN);
  }

  /** The latest result. Only when there is one. */
  ModelMessage.ToolResult latest() {
    return results.getLast();
  }
}
