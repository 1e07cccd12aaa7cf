package acp.store.search;

import acp.session.Search.Mark;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of a text on one line, around what is marked in it.
 *
 * @param marks where in it the marked is
 */
record Snippet(String text, List<Mark> marks) {
  /** Characters, about. */
  static final int LENGTH = 180;

  private static final int BEFORE = 40;

  /** The stretch that holds most of the marks, the first of several. */
  static Snippet of(String text, List<Mark> marks) {
    int best = 0;
    int most = 0;
    for (int i = 0; i < marks.size() && i < 1_000; i++) {
      int count = 0;
      while (i + count < marks.size()
          && marks.get(i + count).to() <= marks.get(i).from() + LENGTH - BEFORE) {
        count++;
      }
      if (count > most) {
        most = count;
        best = i;
      }
    }
    int first = marks.isEmpty() ? 0 : marks.get(best).from();
    int from = first <= BEFORE ? 0 : wordFrom(text, first - BEFORE, first);
    int to = text.length() <= from + LENGTH ? text.length() : wordTo(text, from + LENGTH, from);
    return cut(text, from, to, marks);
  }

  private static int wordFrom(String text, int from, int limit) {
    for (int i = from; i < limit; i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i + 1;
      }
    }
    return Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
  }

  private static int wordTo(String text, int to, int limit) {
    for (int i = to; i > Math.max(limit, to - BEFORE); i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
  }

  private static Snippet cut(String text, int from, int to, List<Mark> marks) {
    StringBuilder line = new StringBuilder(to - from + 4);
    int[] places = new int[to - from + 1];
    if (from > 0) {
      line.append("… ");
    }
    for (int i = from; i < to; i++) {
      places[i - from] = line.length();
      char c = text.charAt(i);
      if (!isBlank(c)) {
        line.append(c);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    places[to - from] = line.length();
    if (to < text.length()) {
      line.append(" …");
    }
    List<Mark> moved = new ArrayList<>();
    for (Mark mark : marks) {
      int start = Math.max(mark.from(), from);
      int end = Math.min(mark.to(), to);
      if (start < end) {
        moved.add(new Mark(places[start - from], places[end - from]));
      }
    }
    return new Snippet(line.toString(), moved);
  }

  /** Also what could do harm on a terminal or turn a line around. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u00A0';
  }
}
