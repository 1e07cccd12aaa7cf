package acp.cli;

/** Text that came from anywhere, made fit for a terminal: nothing in it moves the cursor. */
final class Plain {

  private Plain() {}

  /** One line: white space becomes one space, and what cannot be seen goes. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(each -> add(each, line));
    return line.toString().strip();
  }

  private static void add(int codePoint, StringBuilder line) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> {
        if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
      }
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
      default -> line.appendCodePoint(codePoint);
    }
  }

  /** How many columns a terminal gives it. */
  static int width(String text) {
    return text.codePoints().map(Plain::width).sum();
  }

  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (codePoint >= 0x1100 && codePoint <= 0x115F)
            || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
            || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
            || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
            || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
            || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
            || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
            || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
            || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
    return wide ? 2 : 1;
  }

  /** As much of it as fits, with an ellipsis where something is missing. */
  static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int room = columns - 1;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      room -= width(codePoint);
      if (room < 0) {
        break;
      }
      cut.appendCodePoint(codePoint);
      at += Character.charCount(codePoint);
    }
    return cut.toString().stripTrailing() + "…";
  }
}
