package acp.instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that a text names with an at sign before them, as in {@code See @docs/style.md}. */
final class Imports {
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w@`/])@(\\.{0,2}/?[\\w][^\\s`'\"<>()\\[\\]]*)");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
  private static final int MAX_IMPORTS = 100;

  private Imports() {}

  /** In order; what stands in code is none. */
  static List<String> of(String text) {
    List<String> names = new ArrayList<>();
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      if (line.stripLeading().startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced) {
        Matcher found = NAME.matcher(CODE.matcher(line).replaceAll(" "));
        while (found.find() && names.size() < MAX_IMPORTS) {
          names.add(found.group(1).replaceFirst("[.,;:!?]+$", ""));
        }
      }
    }
    return names;
  }
}
