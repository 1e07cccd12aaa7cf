package acp.shell;

/**
 * A text within a script that is a command's input.
 *
 * @param literal true if nothing in it means anything to the shell
 * @param indented true if tabs before its lines do not count
 */
record HereDocument(String end, boolean literal, boolean indented) {

  static HereDocument endedBy(Word word, boolean indented) {
    if (!word.fixed() || word.text().isEmpty() || word.text().indexOf('\n') >= 0) {
      throw new Unreadable("a text without a clear end");
    }
    return new HereDocument(word.text(), !word.source().equals(word.text()), indented);
  }

  /** Its lines, up to the one that ends it, which is passed over. */
  String body(Source source) {
    StringBuilder body = new StringBuilder();
    while (true) {
      String line = source.line();
      if (line == null) {
        throw new Unreadable("no end");
      }
      if ((indented ? withoutTabs(line) : line).equals(end)) {
        return body.toString();
      }
      if (!literal && line.endsWith("\\")) {
        throw new Unreadable("shells differ");
      }
      body.append(line).append('\n');
    }
  }

  private static String withoutTabs(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == '\t') {
      start++;
    }
    return line.substring(start);
  }
}
