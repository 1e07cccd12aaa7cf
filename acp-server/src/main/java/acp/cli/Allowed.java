package acp.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code --allow} permits. A tool, by its name, or what a tool would do, by its title, which
 * for a command is the command. A {@code *} stands for any characters, but never for what joins
 * commands: {@code npm test*} shall not permit {@code npm test; rm -rf .}.
 */
record Allowed(List<Pattern> patterns, List<String> exact) {
  private static final Pattern JOINTS = Pattern.compile("[;&|<>`$(){}\\\\\\p{Cntrl}]");

  /** As given on the command line. */
  static Allowed of(List<String> given) {
    List<Pattern> patterns = new ArrayList<>();
    List<String> exact = new ArrayList<>();
    for (String each : given) {
      String whole = each.contains(":") ? each.replaceFirst("\\s*:\\s*", ": ") : each + ": *";
      exact.add(whole);
      String regex =
          Arrays.stream(whole.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      patterns.add(Pattern.compile(regex));
    }
    return new Allowed(patterns, exact);
  }

  /**
   * True if a deed is permitted.
   *
   * @param tool the tool's name
   * @param title what it would do
   */
  boolean permits(String tool, String title) {
    String deed = tool + ": " + title;
    if (exact.contains(deed) || exact.contains(tool + ": *")) {
      return true;
    }
    return !JOINTS.matcher(title).find()
        && patterns.stream().anyMatch(pattern -> pattern.matcher(deed).matches());
  }
}
