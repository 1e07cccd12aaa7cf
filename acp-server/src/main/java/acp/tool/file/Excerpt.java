package acp.tool.file;

import acp.tool.Clip;
import acp.tool.ToolResult;

/**
 * Some lines of a text, as many as the model may be told at once.
 *
 * @param text the lines, as they are but for very long ones
 * @param last the number of the last line that is in it; below the first one asked for if that is
 *     past the end
 * @param lines how many the whole text has
 * @param note what is missing and how to read it; empty if nothing is
 */
record Excerpt(String text, long last, long lines, String note) {
  private static final int LONGEST_LINE = 2_000;
  private static final int ROOM_FOR_NOTE = 512;

  /** At most {@code limit} lines from line {@code first}, counted from 1. */
  static Excerpt of(String whole, int first, int limit) {
    StringBuilder text = new StringBuilder();
    int room = ToolResult.MAX_TOLD - ROOM_FOR_NOTE;
    long line = 0;
    long last = first - 1L;
    boolean shortened = false;
    boolean full = false;
    for (int start = 0; start < whole.length(); ) {
      int end = whole.indexOf('\n', start);
      end = end < 0 ? whole.length() : end + 1;
      line++;
      if (line >= first && line - first < limit && !full) {
        String shown = shorten(whole, start, end);
        room -= (int) Clip.bytes(shown);
        full = room < 0;
        if (!full) {
          text.append(shown);
          shortened |= shown.length() != end - start;
          last = line;
        }
      }
      start = end;
    }
    return new Excerpt(text.toString(), last, line, note(first, last, line, shortened));
  }

  /** What the model is told. */
  String told() {
    return note.isEmpty() ? text : note + "\n" + text;
  }

  private static String shorten(String whole, int start, int end) {
    if (end - start <= LONGEST_LINE) {
      return whole.substring(start, end);
    }
    int cut = start + LONGEST_LINE;
    if (Character.isHighSurrogate(whole.charAt(cut - 1))) {
      cut--;
    }
    String newline = whole.charAt(end - 1) == '\n' ? "\n" : "";
    int missing = end - newline.length() - cut;
    return missing == 0
        ? whole.substring(start, end)
        : whole.substring(start, cut) + " [… " + missing + " characters left out]" + newline;
  }

  private static String note(int first, long last, long lines, boolean shortened) {
    StringBuilder note = new StringBuilder();
    if (first > 1 || last < lines) {
      note.append("[Lines ").append(first).append(" to ").append(last).append(" of ");
      note.append(lines);
      if (last < lines) {
        note.append("; read on with line ").append(last + 1);
      }
      note.append(".]");
    }
    if (shortened) {
      note.append(note.isEmpty() ? "" : " ").append("[Lines over 2000 characters are cut.]");
    }
    return note.toString();
  }
}
