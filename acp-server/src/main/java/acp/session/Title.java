package acp.session;

import acp.event.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first title of a session: what its first prompt begins with. */
final class Title {
  /** In code points; editors show it in a narrow list. */
  static final int LIMIT = 80;

  /** The same of one that somebody gave. */
  static final int GIVEN_LIMIT = 200;

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
            return shortened(line.strip(), LIMIT);
          }
        }
      }
    }
    return null;
  }

  /**
   * A title that somebody gives, fit for one line; empty if nothing of it is: what cannot be seen
   * becomes a space.
   */
  static String given(String text) {
    String line = text.replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]+", " ").strip();
    return shortened(line, GIVEN_LIMIT);
  }

  private static String shortened(String line, int limit) {
    if (line.codePointCount(0, line.length()) <= limit) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, limit - 1)).stripTrailing() + "…";
  }
}
