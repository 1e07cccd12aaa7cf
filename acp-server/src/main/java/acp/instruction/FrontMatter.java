package acp.instruction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The lines between two rules of dashes at the beginning of a Markdown file: {@code key: value}, in
 * quotes or not, or a block that is indented below its key. What else YAML can do is passed over.
 *
 * @param values by their keys, in lower case, each on one line
 * @param body what follows
 */
record FrontMatter(Map<String, String> values, String body) {

  static FrontMatter of(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().strip().equals("---")) {
      return new FrontMatter(Map.of(), text.strip());
    }
    int end = 1;
    while (end < lines.size() && !lines.get(end).strip().equals("---")) {
      end++;
    }
    if (end == lines.size()) {
      return new FrontMatter(Map.of(), text.strip());
    }
    String body = String.join("\n", lines.subList(end + 1, lines.size())).strip();
    return new FrontMatter(values(lines.subList(1, end)), body);
  }

  private static Map<String, String> values(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int colon = line.indexOf(':');
      if (colon <= 0 || Character.isWhitespace(line.charAt(0)) || line.startsWith("#")) {
        continue;
      }
      List<String> value = new ArrayList<>();
      String first = line.substring(colon + 1).strip();
      if (!first.matches("[>|][+-]?")) {
        value.add(unquoted(first));
      }
      while (i + 1 < lines.size() && lines.get(i + 1).startsWith(" ")) {
        value.add(lines.get(++i).strip());
      }
      values.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          String.join(" ", value).strip());
    }
    return values;
  }

  private static String unquoted(String value) {
    if (value.length() > 1
        && (value.startsWith("\"") || value.startsWith("'"))
        && value.endsWith(value.substring(0, 1))) {
      return value.substring(1, value.length() - 1);
    }
    return value;
  }
}
