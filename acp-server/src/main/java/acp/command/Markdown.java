package acp.command;

import java.util.regex.Pattern;

/** Text of others within Markdown: shown as it is, on one line. */
final class Markdown {
  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}\\u2028\\u2029]+");

  /** What would be read as a mark; an underscore within a word is none. */
  private static final Pattern MARKS =
      Pattern.compile("[\\\\`*\\[\\]<>~|]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  private Markdown() {}

  /** As running text. */
  static String text(String raw) {
    return MARKS.matcher(line(raw)).replaceAll("\\\\$0");
  }

  /** As code. */
  static String code(String raw) {
    String line = line(raw);
    String fence = "`";
    while (line.contains(fence)) {
      fence += "`";
    }
    String room = line.startsWith("`") || line.endsWith("`") ? " " : "";
    return fence + room + line + room + fence;
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
