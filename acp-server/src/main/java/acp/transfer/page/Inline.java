package acp.transfer.page;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The Markdown within a line of text as HTML: code, emphasis and links. Everything else is text.
 * Links lead to http, https and mail alone. Looks ahead only so far, so that it takes time in
 * proportion to the text.
 */
final class Inline {
  private static final int AHEAD = 2_000;
  private static final int DEPTH = 4;
  private static final int LONGEST_RUN = 16;
  private static final String URL_ENDS = " \t\n<>\"'`|\\^{}";

  private final String text;
  private final int depth;
  private final StringBuilder html = new StringBuilder();
  private final StringBuilder plain = new StringBuilder();
  private final Set<Integer> runsWithoutEnd = new HashSet<>();
  private int at;

  private Inline(String text, int depth) {
    this.text = text;
    this.depth = depth;
  }

  static String html(String text) {
    return html(text, 0);
  }

  private static String html(String text, int depth) {
    return new Inline(text, depth).all();
  }

  private String all() {
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean found =
          switch (c) {
            case '`' -> code();
            case '\\' -> escaped();
            case '*', '_', '~' -> emphasis(c);
            case '[', '!' -> link();
            case '<', 'h' -> address();
            default -> false;
          };
      if (!found) {
        plain.append(c);
        at++;
      }
    }
    flush();
    return html.toString();
  }

  private void flush() {
    html.append(Html.text(plain.toString()));
    plain.setLength(0);
  }

  private void tag(String tag, String inner, int next) {
    flush();
    html.append('<').append(tag).append('>').append(inner).append("</").append(tag).append('>');
    at = next;
  }

  private boolean code() {
    int run = run('`', at);
    String fence = "`".repeat(run);
    int end =
        run > LONGEST_RUN || runsWithoutEnd.contains(run) ? -1 : text.indexOf(fence, at + run);
    while (end >= 0 && run('`', end) != run) {
      end = text.indexOf(fence, end + run('`', end));
    }
    if (end < 0) {
      runsWithoutEnd.add(run);
      plain.append(fence);
      at += run;
    } else {
      tag("code", Html.text(trimmed(text.substring(at + run, end))), end + run);
    }
    return true;
  }

  private static String trimmed(String code) {
    boolean padded = code.length() > 2 && code.startsWith(" ") && code.endsWith(" ");
    return padded ? code.substring(1, code.length() - 1) : code;
  }

  private int run(char c, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) == c) {
      end++;
    }
    return end - from;
  }

  /** As the other, but no more is counted than matters. */
  private int shortRun(char c, int from) {
    int end = from;
    while (end < text.length() && end < from + LONGEST_RUN && text.charAt(end) == c) {
      end++;
    }
    return end - from;
  }

  private boolean escaped() {
    if (at + 1 < text.length() && text.charAt(at + 1) == '\n') {
      flush();
      html.append("<br>");
      at++;
      return true;
    }
    if (at + 1 < text.length() && "\\`*_{}[]()#+-.!<>|~".indexOf(text.charAt(at + 1)) >= 0) {
      plain.append(text.charAt(at + 1));
      at += 2;
      return true;
    }
    return false;
  }

  private boolean emphasis(char c) {
    int all = shortRun(c, at);
    if (all > 3) {
      plain.repeat(c, all);
      at += all;
      return true;
    }
    int run = Math.min(all, 2);
    if (depth >= DEPTH
        || (c == '~' && run < 2)
        || (c == '_' && isWord(at - 1))
        || isSpace(at + run)) {
      return false;
    }
    String mark = String.valueOf(c).repeat(run);
    int limit = Math.min(text.length(), at + AHEAD);
    for (int end = text.indexOf(mark, Math.min(limit, at + run + 1), limit); end >= 0; ) {
      boolean closes =
          !isSpace(end - 1) && shortRun(c, end) >= run && !(c == '_' && isWord(end + run));
      if (closes && (run == 2 || shortRun(c, end) != 2)) {
        String tag = c == '~' ? "del" : run == 2 ? "strong" : "em";
        tag(tag, html(text.substring(at + run, end), depth + 1), end + run);
        return true;
      }
      end = text.indexOf(mark, Math.min(limit, end + shortRun(c, end)), limit);
    }
    plain.append(mark);
    at += run;
    return true;
  }

  private boolean isSpace(int index) {
    return index < 0 || index >= text.length() || Character.isWhitespace(text.charAt(index));
  }

  private boolean isWord(int index) {
    return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
  }

  private boolean link() {
    boolean picture = text.startsWith("![", at);
    int open = picture ? at + 1 : at;
    if (depth >= DEPTH || text.charAt(open) != '[') {
      return false;
    }
    int limit = Math.min(text.length(), at + AHEAD);
    int middle = text.indexOf("](", open, limit);
    int end = middle < 0 ? -1 : text.indexOf(')', middle, limit);
    if (end < 0) {
      return false;
    }
    String name = text.substring(open + 1, middle);
    String target = text.substring(middle + 2, end).strip().replaceFirst("\\s+[\"'(].*$", "");
    flush();
    String inner = picture ? "[picture: " + Html.text(name) + "]" : html(name, depth + 1);
    html.append(linked(inner, target));
    at = end + 1;
    return true;
  }

  /** The name as a link, or with its target behind it where that is none to follow. */
  private static String linked(String inner, String target) {
    return isSafe(target)
        ? "<a rel=\"noreferrer noopener\" href=\"" + Html.text(target) + "\">" + inner + "</a>"
        : inner + " <code>" + Html.text(target) + "</code>";
  }

  static boolean isSafe(String target) {
    String start = target.toLowerCase(Locale.ROOT);
    boolean known =
        start.startsWith("https://") || start.startsWith("http://") || start.startsWith("mailto:");
    return known && target.chars().allMatch(c -> c > ' ' && URL_ENDS.indexOf(c) < 0);
  }

  private boolean address() {
    int start = text.charAt(at) == '<' ? at + 1 : at;
    boolean word = start == at && isWord(at - 1);
    if (word || !(text.startsWith("https://", start) || text.startsWith("http://", start))) {
      return false;
    }
    int end = start;
    while (end < text.length()
        && text.charAt(end) > ' '
        && URL_ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    while (start == at && end > start && ".,;:!?)]*_~".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (start > at && (end == text.length() || text.charAt(end) != '>')) {
      return false;
    }
    String target = text.substring(start, end);
    flush();
    html.append(linked(Html.text(target), target));
    at = start > at ? end + 1 : end;
    return true;
  }
}
