package acp.conformance;

/** Texts of an agent, which may hold anything, made harmless for what they are put into. */
final class Escape {
  private Escape() {}

  /**
   * For XML and HTML, between tags and in attributes. Characters that neither can hold become the
   * replacement character.
   */
  static String xml(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> escape(character, escaped));
    return escaped.toString();
  }

  private static void escape(int character, StringBuilder escaped) {
    switch (character) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n', '\t' -> escaped.appendCodePoint(character);
      default -> escaped.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
    }
  }

  private static boolean isAllowed(int character) {
    boolean isControl = character < 0x20 || (character >= 0x7F && character < 0xA0);
    boolean isSurrogate = character >= 0xD800 && character <= 0xDFFF;
    return !isControl && !isSurrogate && (character & 0xFFFE) != 0xFFFE;
  }

  /** For Markdown, on one line: nothing in it is markup, and nothing ends a cell of a table. */
  static String markdown(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char character : Texts.withoutControls(text).replace('\n', ' ').toCharArray()) {
      switch (character) {
        case '<' -> escaped.append("&lt;");
        case '&' -> escaped.append("&amp;");
        case '\\', '`', '*', '_', '{', '}', '[', ']', '>', '(', ')', '#', '|', '!', '~' ->
            escaped.append('\\').append(character);
        default -> escaped.append(character);
      }
    }
    return escaped.toString();
  }

  /** For Markdown, as a block of code that nothing in the text can end. */
  static String codeBlock(String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence + "text\n" + Texts.withoutControls(text).stripTrailing() + "\n" + fence + "\n";
  }
}
