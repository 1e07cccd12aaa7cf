package acp.shell;

import static java.util.Objects.requireNonNull;

/**
 * One word of a command line.
 *
 * @param text what the program is passed, if it is {@code fixed}; else as it is written
 * @param fixed true if it is always exactly one word with exactly this text: no variable, no
 *     substitution, no pattern, no home folder
 * @param source as it is written, quotes and all
 */
record Word(String text, boolean fixed, String source) {

  Word {
    requireNonNull(text, "text");
    requireNonNull(source, "source");
  }

  /** A word whose text is not known before the line runs. */
  static Word unknown(String source) {
    return new Word(source, false, source);
  }

  /** A word with exactly this text. */
  static Word of(String text) {
    return new Word(text, true, Quoting.quote(text));
  }

  /** True if it is written plainly as {@code text}, as the shell's own words must be. */
  boolean isPlainly(String text) {
    return fixed && source.equals(text);
  }

  /** As a shell would have to be given it, in one way only. */
  String canonical() {
    return fixed ? Quoting.quote(text) : source;
  }
}
