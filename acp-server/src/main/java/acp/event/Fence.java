package acp.event;

/** Text shown as it is, in a Markdown code block. */
public final class Fence {
  private Fence() {}

  /** A block whose fence is longer than every run of backticks in {@code text}. */
  public static Shown around(String text) {
    return around(text, "");
  }

  /** As above, in a language such as {@code diff}. */
  public static Shown around(String text, String language) {
    return Shown.Block.text(text(text, language));
  }

  /** The Markdown itself. */
  public static String text(String text, String language) {
    String fence = "`".repeat(Math.max(3, longestRun(text) + 1));
    String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    return fence + language + "\n" + text + end + fence;
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
