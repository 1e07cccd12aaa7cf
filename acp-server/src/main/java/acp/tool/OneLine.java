package acp.tool;

/** Text made fit for one line. Control characters are replaced, never dropped: nothing hides. */
public final class OneLine {
  private static final int LONGEST = 300;

  private OneLine() {}

  /**
   * Line breaks become {@code ↵}, other control characters {@code \uFFFD}; cut at 300 characters.
   */
  public static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.strip()
        .replace("\r\n", "\n")
        .codePoints()
        .limit(LONGEST + 1L)
        .map(OneLine::visible)
        .forEach(line::appendCodePoint);
    if (line.codePointCount(0, line.length()) > LONGEST) {
      line.setLength(line.offsetByCodePoints(0, LONGEST));
      line.append('…');
    }
    return line.toString();
  }

  private static int visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '↵';
      case Character.CONTROL ->
          switch (codePoint) {
            case '\n', '\r' -> '↵';
            case '\t' -> ' ';
            default -> 0xFFFD;
          };
      case Character.FORMAT, Character.SURROGATE -> 0xFFFD;
      default -> codePoint;
    };
  }
}
