package acp.shell;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one word: quotes, escapes, and what stands for something else. */
final class WordReader {
  private static final String META = " \t\n;&|<>()";
  private static final String PATTERN = "*?[]{}";
  private static final String SPECIAL = "@*#?-$!0123456789";

  private final Source source;
  private final Consumer<@Nullable String> substitution;
  private final StringBuilder text = new StringBuilder();
  private boolean fixed = true;
  private int braces;

  /**
   * @param substitution called with commands within the word: their text, or null if they are next
   *     in the source
   */
  WordReader(Source source, Consumer<@Nullable String> substitution) {
    this.source = source;
    this.substitution = substitution;
  }

  /** The next word; fails if there is none. */
  Word word() {
    int start = source.position();
    if (source.isNext('~')) {
      fixed = false;
    }
    while (!source.atEnd()) {
      if (source.isNext("<(") || source.isNext(">(")) {
        source.take(2);
        substituted(null);
      } else if (!part()) {
        break;
      }
    }
    String written = source.since(start);
    if (written.isEmpty()) {
      throw new Unreadable("no word");
    }
    // Nothing to expand in these, and tests and find are full of them.
    boolean placeholder = Set.of("{}", "[", "]").contains(written);
    boolean known = fixed || placeholder;
    return new Word(known ? text.toString() : written, known, written);
  }

  /** Reads to the end as the text of a here-document, in which quotes mean nothing. */
  void hereDocument() {
    while (!source.atEnd()) {
      inQuotes(source.take());
    }
  }

  /** One piece of a word; false where the word has ended. */
  private boolean part() {
    char next = source.peek();
    if (next == '(') {
      throw new Unreadable("a function or a pattern");
    }
    if (META.indexOf(next) >= 0) {
      return false;
    }
    source.take();
    switch (next) {
      case '\\' -> escaped();
      case '\'' -> text.append(source.until('\''));
      case '"' -> quoted();
      case '$' -> dollar(false);
      case '`' -> backticks(false);
      default -> {
        if (PATTERN.indexOf(next) >= 0 || isTilde(next)) {
          fixed = false;
        }
        text.append(next);
      }
    }
    return true;
  }

  /** Where an assignment may stand, a home folder may stand behind its mark, and behind colons. */
  private boolean isTilde(char next) {
    return next == '~'
        && !text.isEmpty()
        && (text.charAt(text.length() - 1) == '=' || text.charAt(text.length() - 1) == ':');
  }

  private void escaped() {
    char next = source.take();
    if (next == '\n') {
      throw new Unreadable("a word over two lines");
    }
    text.append(next);
  }

  private void quoted() {
    while (!source.isNext('"')) {
      inQuotes(source.take());
    }
    source.take();
  }

  private void inQuotes(char next) {
    switch (next) {
      case '\\' -> {
        if (source.atEnd()) {
          text.append(next);
          return;
        }
        char escaped = source.take();
        if ("$`\"\\".indexOf(escaped) >= 0) {
          text.append(escaped);
        } else if (escaped != '\n') {
          text.append(next).append(escaped);
        }
      }
      case '$' -> dollar(true);
      case '`' -> backticks(true);
      default -> text.append(next);
    }
  }

  private void dollar(boolean quoted) {
    if (source.isNext("((") || source.isNext('[')) {
      throw new Unreadable("arithmetic");
    }
    if (!quoted && (source.isNext('\'') || source.isNext('"'))) {
      throw new Unreadable("shells differ");
    }
    if (source.isNext('(')) {
      source.take();
      substituted(null);
    } else if (source.isNext('{')) {
      source.take();
      fixed = false;
      braces();
    } else if (!source.atEnd() && isVariable(source.peek())) {
      fixed = false;
    } else {
      text.append('$');
    }
  }

  private static boolean isVariable(char c) {
    return Character.isLetter(c) || c == '_' || SPECIAL.indexOf(c) >= 0;
  }

  /** What stands in {@code ${...}}, which may hold commands too. */
  private void braces() {
    if (++braces > Script.DEEPEST) {
      throw new Unreadable("nested too deep");
    }
    while (!source.isNext('}')) {
      char next = source.take();
      switch (next) {
        case '\\' -> source.take();
        case '\'' -> throw new Unreadable("shells differ");
        case '"' -> quoted();
        default -> inQuotes(next);
      }
    }
    source.take();
    braces--;
  }

  private void backticks(boolean quoted) {
    StringBuilder commands = new StringBuilder();
    while (!source.isNext('`')) {
      char next = source.take();
      if (next == '\\') {
        char escaped = source.take();
        boolean taken = "$`\\".indexOf(escaped) >= 0 || (quoted && escaped == '"');
        commands.append(taken ? "" : "\\").append(escaped);
      } else {
        commands.append(next);
      }
    }
    source.take();
    substituted(commands.toString());
  }

  private void substituted(@Nullable String commands) {
    fixed = false;
    substitution.accept(commands);
  }
}
