package acp.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * One program and what it is passed.
 *
 * @param assignments such as {@code LC_ALL=C} before the program, or on their own
 * @param words the program and its arguments; may be empty
 * @param piped true if its input is what another command prints
 */
record SimpleCommand(
    List<Word> assignments, List<Word> words, List<Redirect> redirects, boolean piped) {

  SimpleCommand {
    assignments = List.copyOf(assignments);
    words = List.copyOf(words);
    redirects = List.copyOf(redirects);
  }

  /**
   * The program as it is called; empty if there is none, or it is not known before the line runs.
   */
  String program() {
    return words.isEmpty() || !words.getFirst().fixed() ? "" : words.getFirst().text();
  }

  /** What follows the program. */
  List<Word> arguments() {
    return words.subList(Math.min(1, words.size()), words.size());
  }

  /** True if every word is known before the line runs. */
  boolean isFixed() {
    return words.stream().allMatch(Word::fixed)
        && assignments.stream().allMatch(Word::fixed)
        && redirects.stream().allMatch(redirect -> redirect.target().fixed());
  }

  /** The same command, always written in the same way. */
  String canonical() {
    List<String> parts = new ArrayList<>();
    assignments.forEach(word -> parts.add(word.canonical()));
    words.forEach(word -> parts.add(word.canonical()));
    redirects.forEach(redirect -> parts.add(redirect.canonical()));
    return String.join(" ", parts);
  }
}
