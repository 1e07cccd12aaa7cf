package acp.transfer.page;

/** Text made fit for HTML. */
final class Html {
  private Html() {}

  /** The text as content or within a quoted attribute; what cannot be in a document is U+FFFD. */
  static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        case '\n', '\t' -> safe.append(c);
        case '\r' -> {
          if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
            safe.append('\n');
          }
        }
        default -> safe.append(isShown(c) ? c : '\uFFFD');
      }
    }
    return safe.toString();
  }

  /** Control characters and those that turn the direction of what follows are not. */
  private static boolean isShown(char c) {
    return c >= ' '
        && (c < 0x7F || c > 0x9F)
        && (c < 0x202A || c > 0x202E)
        && (c < 0x2066 || c > 0x2069);
  }
}
