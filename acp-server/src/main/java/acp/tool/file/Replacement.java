package acp.tool.file;

import acp.protocol.AcpException;
import acp.tool.Input;
import java.util.ArrayList;
import java.util.List;

/**
 * One exact replacement in a text.
 *
 * @param field where the model passed it, for its errors
 */
record Replacement(Input field, String old, String fresh, boolean everywhere) {
  private static final int LINES_NAMED = 5;

  /** Characters; shorter texts may be anywhere. */
  private static final int LEAST_TELLING = 12;

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
    return field.wrong(
        "old_text",
        "`" + field.place("old_text") + "` was not found in " + name + ". " + hint(text));
  }

  /** What may have gone wrong, from the surest to the vaguest. */
  private String hint(String text) {
    String unescaped = old.replace("\\n", "\n").replace("\\t", "\t").replace("\\\"", "\"");
    if (!unescaped.equals(old) && text.contains(unescaped)) {
      return "It was escaped once too often: with real line breaks, tabs and quotes it is there.";
    }
    if (fresh.strip().length() >= LEAST_TELLING && text.contains(fresh.strip())) {
      return "The new text is there already, in line "
          + line(text, text.indexOf(fresh.strip()))
          + ": the edit may have been made before.";
    }
    NearMiss near = NearMiss.find(text, old);
    return near == null ? "Nothing in it is similar. Read the file again." : near.said();
  }
}
