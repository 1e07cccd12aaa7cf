package acp.tool.file;

import acp.event.Fence;
import acp.event.Shown;
import acp.tool.Clip;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the change of a text is shown. */
final class Change {
  /** Characters of both texts together; editors have hung on larger diffs. */
  static final int LARGEST_DIFF = 256 * 1024;

  private static final int LARGEST_TEXT = 64 * 1024;

  private Change() {}

  /** As a diff with both texts whole; of large ones only the lines that change, as text. */
  static List<Shown> shown(Path path, @Nullable String before, String after) {
    String old = before == null ? "" : before;
    if (old.length() + after.length() <= LARGEST_DIFF) {
      return List.of(new Shown.Diff(path.toString(), before, after));
    }
    int from = lineStart(old, commonHead(old, after));
    int tail = commonTail(old, after, from);
    StringBuilder lines = new StringBuilder();
    lines.append("@@ line ").append(firstLine(old, after)).append(" @@\n");
    append(lines, '-', old.substring(from, old.length() - tail));
    append(lines, '+', after.substring(from, after.length() - tail));
    return List.of(
        Shown.Block.text(path + " is too large to show whole. What changes:"),
        Fence.around(Clip.middle(lines.toString(), LARGEST_TEXT), "diff"));
  }

  /** The number of the first line that differs, from 1. */
  static int firstLine(String old, String after) {
    int end = lineStart(after, commonHead(old, after));
    int line = 1;
    for (int i = 0; i < end; i++) {
      if (after.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  private static int commonHead(String a, String b) {
    int length = Math.min(a.length(), b.length());
    int at = 0;
    while (at < length && a.charAt(at) == b.charAt(at)) {
      at++;
    }
    return at;
  }

  /**
   * How many characters at the ends agree, from the start of a line on, not reaching {@code from}.
   */
  private static int commonTail(String a, String b, int from) {
    int most = Math.min(a.length(), b.length()) - from;
    int tail = 0;
    int atLine = 0;
    while (tail < most && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
      if (isLineStart(a, a.length() - tail) && isLineStart(b, b.length() - tail)) {
        atLine = tail;
      }
    }
    return atLine;
  }

  private static boolean isLineStart(String text, int at) {
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  private static int lineStart(String text, int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  private static void append(StringBuilder lines, char sign, String text) {
    text.lines().forEach(line -> lines.append(sign).append(line).append('\n'));
  }
}
