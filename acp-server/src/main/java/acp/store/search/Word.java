package acp.store.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word of a text, as it is compared: without case and without accents.
 *
 * <p>Letters and digits are words, all else parts them, so {@code user_name} is two. Where a script
 * writes words without spaces between them (Chinese, Japanese, Thai, …) each character is a word,
 * and what somebody looks for there is a phrase of them.
 *
 * @param text folded
 * @param from where it begins in the text, in UTF-16 units
 * @param to behind its end
 */
public record Word(String text, int from, int to) {
  /** What is longer is compared by its beginning: nobody types more. */
  static final int LONGEST = 64;

  private static final int ASCII = 0x80;

  /** The words of a text, in order. */
  public static List<Word> of(String text) {
    List<Word> words = new ArrayList<>(text.length() / 6 + 1);
    int start = -1;
    boolean plain = true;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c < ASCII ? isPlain(c) : isPart(text.codePointAt(i)) && !isWhole(text.codePointAt(i))) {
        if (start < 0) {
          start = i;
          plain = true;
        }
        plain &= c < ASCII;
        i += c < ASCII ? 1 : Character.charCount(text.codePointAt(i));
        continue;
      }
      if (start >= 0) {
        add(words, text, start, i, plain);
        start = -1;
      }
      int next = i + (c < ASCII ? 1 : Character.charCount(text.codePointAt(i)));
      if (c >= ASCII && isPart(text.codePointAt(i))) {
        add(words, text, i, next, false);
      }
      i = next;
    }
    if (start >= 0) {
      add(words, text, start, text.length(), plain);
    }
    return words;
  }

  /** The words of a text with a space behind each, for an index that parts them there. */
  public static String joined(String text) {
    StringBuilder all = new StringBuilder(text.length() + 1);
    for (Word word : of(text)) {
      all.append(word.text).append(' ');
    }
    return all.toString();
  }

  /** True if the word is one character of a script without spaces, so it has no beginnings. */
  boolean isCharacter() {
    return isWhole(text.codePointAt(0));
  }

  private static void add(List<Word> words, String text, int from, int to, boolean plain) {
    int end = Math.min(to, from + LONGEST);
    if (end < to && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    String folded =
        plain
            ? text.substring(from, end).toLowerCase(Locale.ROOT)
            : fold(text.substring(from, end));
    if (folded != null) {
      words.add(new Word(folded, from, to));
    }
  }

  /** Null if nothing is left. */
  private static @Nullable String fold(String word) {
    String apart = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(apart.length());
    apart
        .codePoints()
        .filter(point -> isPart(point) && !isAccent(point))
        .forEach(point -> folded.appendCodePoint(Character.toLowerCase(point)));
    return folded.isEmpty() ? null : Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isPart(int point) {
    return switch (Character.getType(point)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /** Accents of letters; the signs of other scripts make another word of it, and stay. */
  private static boolean isAccent(int point) {
    return (point >= 0x300 && point <= 0x36F)
        || (point >= 0x1AB0 && point <= 0x1AFF)
        || (point >= 0x1DC0 && point <= 0x1DFF)
        || (point >= 0x20D0 && point <= 0x20FF)
        || (point >= 0xFE20 && point <= 0xFE2F);
  }

  private static boolean isWhole(int point) {
    if (point < 0xE00) {
      return false;
    }
    if (Character.isIdeographic(point)) {
      return true;
    }
    UnicodeScript script = UnicodeScript.of(point);
    return script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || script == UnicodeScript.THAI
        || script == UnicodeScript.LAO
        || script == UnicodeScript.KHMER
        || script == UnicodeScript.MYANMAR;
  }
}
