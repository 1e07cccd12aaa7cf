package acp.shell;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words written so that a shell reads them back as they are, always in the same way. */
public final class Quoting {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

  private Quoting() {}

  /** The word, in single quotes where it needs any. */
  public static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The words, each quoted, with a blank between them. */
  public static String join(List<String> words) {
    return words.stream().map(Quoting::quote).collect(Collectors.joining(" "));
  }
}
