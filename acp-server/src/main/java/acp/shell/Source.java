package acp.shell;

import org.jspecify.annotations.Nullable;

/** A text and how far it has been read. */
final class Source {
  private final String text;
  private int at;

  Source(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  boolean isNext(String what) {
    return text.startsWith(what, at);
  }

  /** The next character, which stays; fails at the end. */
  char peek() {
    if (atEnd()) {
      throw new Unreadable("no end");
    }
    return text.charAt(at);
  }

  /** The next character; fails at the end. */
  char take() {
    if (atEnd()) {
      throw new Unreadable("no end");
    }
    return text.charAt(at++);
  }

  void take(int count) {
    at += count;
  }

  int position() {
    return at;
  }

  /** What was read since {@code from}. */
  String since(int from) {
    return text.substring(from, at);
  }

  /** Everything up to the next {@code end}, which is passed over; fails if there is none. */
  String until(char end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw new Unreadable("no end");
    }
    String before = text.substring(at, found);
    at = found + 1;
    return before;
  }

  /** The rest of the line, without its end; null at the end of the text. */
  @Nullable String line() {
    if (atEnd()) {
      return null;
    }
    int end = text.indexOf('\n', at);
    String line = text.substring(at, end < 0 ? text.length() : end);
    at = end < 0 ? text.length() : end + 1;
    return line;
  }

  /** Blanks, lines that go on in the next, and comments. */
  void skipBlanks() {
    while (!atEnd()) {
      if (isNext(' ') || isNext('\t')) {
        at++;
      } else if (isNext("\\\n")) {
        at += 2;
      } else if (isNext('#')) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  /** True where no further word of this command can be. */
  boolean endsCommand() {
    return isNext('\n') || isNext(';') || isNext('&') || isNext('|') || isNext(')');
  }

  /** The number in front of a redirection that is next, empty for none; null if none is next. */
  @Nullable String descriptor() {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end >= text.length() || (text.charAt(end) != '<' && text.charAt(end) != '>')) {
      return null;
    }
    if (text.startsWith("<(", end) || text.startsWith(">(", end)) {
      return null;
    }
    String number = text.substring(at, end);
    at = end;
    return number;
  }

  String takeOperator() {
    for (String operator : new String[] {"<<-", "<<", ">>", "<&", ">&", "<>", ">|", "<", ">"}) {
      if (isNext(operator)) {
        at += operator.length();
        return operator;
      }
    }
    throw new Unreadable("no redirection");
  }
}
