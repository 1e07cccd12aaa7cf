package acp.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of a command's words, matched word by word and never as one text. {@code *} stands for
 * any characters within a word, and at the end of the pattern for any further words as well. Quotes
 * keep blanks together and take the meaning from what they enclose.
 */
final class WordPattern {

  /** How surely something fits. */
  enum Fit {
    NO,
    /** It may, once what is not known yet is known. */
    MAYBE,
    YES
  }

  private final List<Pattern> words;
  private final boolean open;

  private WordPattern(List<Pattern> words, boolean open) {
    this.words = words;
    this.open = open;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it has no words, or a quote without end
   */
  static WordPattern of(String text) {
    List<Pattern> words = new ArrayList<>();
    int at = 0;
    boolean open = false;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      StringBuilder word = new StringBuilder();
      open = false;
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        char c = text.charAt(at++);
        if (c == '\'' || c == '"') {
          int end = text.indexOf(c, at);
          if (end < 0) {
            throw new IllegalArgumentException("a quote without end");
          }
          word.append(Pattern.quote(text.substring(at, end)));
          at = end + 1;
        } else {
          word.append(c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
        }
        open = c == '*';
      }
      words.add(Pattern.compile(word.toString(), Pattern.DOTALL));
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no words");
    }
    return new WordPattern(openEnded(words, open), open);
  }

  /** A star on its own at the end stands for no word at all, too. */
  private static List<Pattern> openEnded(List<Pattern> words, boolean open) {
    boolean alone = open && words.getLast().pattern().equals(".*");
    return List.copyOf(alone ? words.subList(0, words.size() - 1) : words);
  }

  /**
   * Whether the words fit.
   *
   * @param given null stands for words that are not known yet, none or many
   */
  Fit fits(List<@Nullable String> given) {
    Fit fit = Fit.YES;
    for (int i = 0; i < words.size(); i++) {
      if (i >= given.size()) {
        return Fit.NO;
      }
      String word = given.get(i);
      if (word == null) {
        return Fit.MAYBE;
      }
      if (!words.get(i).matcher(word).matches()) {
        return Fit.NO;
      }
    }
    if (!open && given.size() > words.size()) {
      boolean known = given.subList(words.size(), given.size()).stream().anyMatch(w -> w != null);
      return known ? Fit.NO : Fit.MAYBE;
    }
    return fit;
  }
}
