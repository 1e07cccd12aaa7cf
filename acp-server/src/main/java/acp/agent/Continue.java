package acp.agent;

import acp.event.Content;
import acp.session.SlashCommand;
import java.util.List;
import java.util.Locale;

/**
 * {@code /continue}: goes on where the last turn ended, at a limit, with an error or with the
 * process. Where the model has yet to answer what stands last, such as a tool's result, it is asked
 * as if nothing had happened, and no word of the user's is put between; else it is told what the
 * user said.
 */
final class Continue {
  static final SlashCommand COMMAND =
      new SlashCommand(
          "continue", "Goes on where the last turn stopped, failed or was interrupted", null);

  private Continue() {}

  /** True if a prompt says this and nothing else. */
  static boolean isMeant(List<Content> prompt) {
    if (prompt.size() != 1 || !(prompt.getFirst() instanceof Content.Text text)) {
      return false;
    }
    String said = text.text().strip().toLowerCase(Locale.ROOT);
    return said.equals("continue") || said.equals("/continue");
  }
}
