package acp.tool.file;

import acp.protocol.AcpException;
import acp.tool.Input;
import acp.tool.OneLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One exact replacement in a text.
 *
 * @param field where the model passed it, for its errors
 */
record Replacement(Input field, String old, String fresh, boolean everywhere) {
  private static final int MOST_LINES_COMPARED = 50_000;
  private static final int LINES_NAMED = 5;

  /** The text with it done. A file with CRLF line ends is matched, and keeps them. */
  String in(String text, String name) {
    if (old.isEmpty()) {
      throw field.wrong("old_text", "`" + field.place("old_text") + "` must not be empty.");
    }
    if (!text.contains(old) && text.contains("\r\n") && old.indexOf('\r') < 0) {
      return replace(text, old.replace("\n", "\r\n"), fresh.replace("\n", "\r\n"), name);
    }
    return replace(text, old, fresh, name);
  }

  private String replace(String text, String from, String to, String name) {
    List<Integer> places = places(text, from);
    if (places.isEmpty()) {
      throw notFound(text, name);
    }
    if (!everywhere && places.size() > 1) {
      throw ambiguous(text, places, name);
    }
    return text.replace(from, to);
  }

  /** Overlapping ones count too: which of them is meant cannot be told either. */
  private static List<Integer> places(String text, String part) {
    List<Integer> places = new ArrayList<>();
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      places.add(at);
    }
    return places;
  }

  private AcpException ambiguous(String text, List<Integer> places, String name) {
    StringBuilder lines = new StringBuilder();
    for (int place : places.subList(0, Math.min(LINES_NAMED, places.size()))) {
      lines.append(lines.isEmpty() ? "" : ", ").append(line(text, place));
    }
    return field.wrong(
        "old_text",
        "`"
            + field.place("old_text")
            + "` occurs "
            + places.size()
            + " times in "
            + name
            + " (lines "
            + lines
            + (places.size() > LINES_NAMED ? ", …" : "")
            + "). Add lines around it until it occurs once, or set replace_all.");
  }

  private static long line(String text, int place) {
    return 1 + text.substring(0, place).chars().filter(c -> c == '\n').count();
  }

  private AcpException notFound(String text, String name) {
    String wanted = old.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
    List<String> lines = text.lines().limit(MOST_LINES_COMPARED).toList();
    int closest = -1;
    double best = 0.5; // below that, showing a line misleads more than it helps
    Set<String> pairs = pairs(wanted);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      double likeness = line.equals(wanted) ? 1 : likeness(pairs, pairs(line));
      if (likeness > best) {
        best = likeness;
        closest = i;
      }
    }
    String help =
        closest < 0
            ? " Read the file again."
            : " The closest line to its first is line "
                + (closest + 1)
                + ": `"
                + OneLine.of(lines.get(closest))
                + "`. Compare white space and the lines that follow.";
    return field.wrong(
        "old_text", "`" + field.place("old_text") + "` was not found in " + name + "." + help);
  }

  /** Two times what they share of what they have: 1 for the same, 0 for nothing in common. */
  private static double likeness(Set<String> a, Set<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    long shared = a.stream().filter(b::contains).count();
    return 2.0 * shared / (a.size() + b.size());
  }

  private static Set<String> pairs(String line) {
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 2 <= Math.min(line.length(), 200); i++) {
      pairs.add(line.substring(i, i + 2));
    }
    return pairs;
  }
}
