package acp.session;

import acp.event.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first title of a session: what its first prompt begins with. */
final class Title {
  /** In code points; editors show it in a narrow list. */
  static final int LIMIT = 80;

  private Title() {}

  /**
   * The first line with words in it, shortened; null if the prompt has no text, or names a command:
   * that says nothing of what the session is about.
   */
  static @Nullable String of(List<Content> prompt) {
    if (CommandLine.of(prompt) != null) {
      return null;
    }
    for (Content content : prompt) {
      if (content instanceof Content.Text text) {
        for (String line : (Iterable<String>) text.text().lines()::iterator) {
          if (!line.isBlank()) {
            return shortened(line.strip());
          }
        }
      }
    }
    return null;
  }

  private static String shortened(String line) {
    if (line.codePointCount(0, line.length()) <= LIMIT) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LIMIT - 1)).stripTrailing() + "…";
  }
}
