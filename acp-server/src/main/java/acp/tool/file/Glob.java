package acp.tool.file;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths as {@code .gitignore} writes them: without a slash it is about names at any
 * depth, with one about paths from its folder on; {@code *} stays within a name, {@code **} does
 * not.
 */
final class Glob {
  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @param braces true if {@code {a,b}} means either, which it does not in {@code .gitignore}
   * @throws PatternSyntaxException if it cannot be read
   */
  static Glob of(String glob, boolean braces) {
    String path = glob.startsWith("/") ? glob.substring(1) : glob;
    StringBuilder regex = new StringBuilder(glob.contains("/") ? "" : "(?:.*/)?");
    int depth = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (path.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (path.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '[' && path.indexOf(']', i + 2) > 0) {
        int end = path.indexOf(']', i + 2);
        regex.append(oneOf(path.substring(i + 1, end)));
        i = end;
      } else if (c == '\\' && i + 1 < path.length()) {
        regex.append(Pattern.quote(path.substring(i + 1, i + 2)));
        i++;
      } else if (braces && c == '{') {
        regex.append("(?:");
        depth++;
      } else if (depth > 0 && c == '}') {
        regex.append(')');
        depth--;
      } else {
        regex.append(one(c, depth > 0));
      }
    }
    return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /** True for a path relative to the pattern's folder, with slashes. */
  boolean matches(CharSequence path) {
    return pattern.matcher(path).matches();
  }

  private static String one(char c, boolean isInBraces) {
    return switch (c) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      case ',' -> isInBraces ? "|" : ",";
      default -> Pattern.quote(String.valueOf(c));
    };
  }

  private static String oneOf(String characters) {
    boolean not = characters.startsWith("!") || characters.startsWith("^");
    String inner = not ? characters.substring(1) : characters;
    return (not ? "[^" : "[") + inner.replace("\\", "\\\\").replace("[", "\\[") + "&&[^/]]";
  }
}
