package acp.command;

import java.util.regex.Pattern;

/** Text of others within Markdown: shown as it is, on one line. */
final class Markdown {
  /** Blanks, control characters, and marks that turn the direction of all that follows. */
  private static final Pattern BREAKS =
      Pattern.compile(
          "[\\s\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+");

  /** What would be read as a mark; an underscore within a word is none. */
  private static final Pattern MARKS =
      Pattern.compile("[\\\\`*\\[\\]<>~|]|&(?=#?\\w+;)|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  /** In code points. */
  private static final int QUOTED = 64;

  private Markdown() {}

  /** As running text. */
  static String text(String raw) {
    return MARKS.matcher(line(raw)).replaceAll("\\\\$0");
  }

  /** As code. */
  static String code(String raw) {
    String line = line(raw);
    String fence = "`".repeat(longestRun(line) + 1);
    String room = line.startsWith("`") || line.endsWith("`") ? " " : "";
    return fence + room + line + room + fence;
  }

  /** How many backticks stand side by side at most. */
  private static int longestRun(String line) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < line.length(); i++) {
      run = line.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** As code, of what the user wrote: enough of it to know it by. */
  static String quoted(String raw) {
    return code(shortened(line(raw), QUOTED));
  }

  /** Without line breaks and control characters. */
  static String line(String raw) {
    return BREAKS.matcher(raw).replaceAll(" ").strip();
  }

  /** At most so many code points, with a mark where some were left out. */
  static String shortened(String line, int limit) {
    return line.codePointCount(0, line.length()) <= limit
        ? line
        : line.substring(0, line.offsetByCodePoints(0, limit - 1)).stripTrailing() + "…";
  }
}
