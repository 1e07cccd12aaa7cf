package acp.transfer.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Markdown as HTML: what models write of it. Paragraphs, headings, lists, quotes, tables, rules and
 * code; HTML in it is text. Always well-formed, whatever the text.
 */
final class Prose {
  private static final int DEPTH = 6;
  private static final Pattern FENCE =
      Pattern.compile("\\s*+(`{3,}+|~{3,}+)\\s*+([\\w+#.-]*+).*+", Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})\\s++(.*)", Pattern.DOTALL);
  private static final Pattern RULE = Pattern.compile(" {0,3}([-*_])\\s*(?:\\1\\s*){2,}");
  private static final Pattern ITEM = Pattern.compile("(\\s*)([-*+]|(\\d{1,9})[.)])(\\s+)(\\S.*)");
  private static final Pattern DELIMITERS =
      Pattern.compile("\\s*\\|?(?:\\s*:?-+:?\\s*\\|)+[\\s:-]*\\|?\\s*");

  private final List<String> lines;
  private final int depth;
  private final StringBuilder html = new StringBuilder();
  private int at;

  private Prose(List<String> lines, int depth) {
    this.lines = lines;
    this.depth = depth;
  }

  static String html(String markdown) {
    return html(markdown.lines().toList(), 0);
  }

  private static String html(List<String> lines, int depth) {
    return new Prose(lines, depth).all();
  }

  private String all() {
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.isBlank()) {
        at++;
      } else if (!(fence(line) || heading(line) || rule(line) || nested(line) || table(line))) {
        paragraph();
      }
    }
    return html.toString();
  }

  private boolean nested(String line) {
    return depth < DEPTH && (quote(line) || list(line));
  }

  private boolean fence(String line) {
    Matcher open = line.contains("```") || line.contains("~~~") ? FENCE.matcher(line) : null;
    if (open == null || !open.matches()) {
      return false;
    }
    String mark = open.group(1);
    int indent = line.indexOf(mark);
    List<String> code = new ArrayList<>();
    at++;
    while (at < lines.size() && !closes(lines.get(at), mark)) {
      code.add(without(lines.get(at), indent));
      at++;
    }
    at++;
    html.append(code(code, open.group(2)));
    return true;
  }

  private static boolean closes(String line, String mark) {
    String end = line.strip();
    return end.startsWith(mark) && end.chars().allMatch(c -> c == mark.charAt(0));
  }

  private static String without(String line, int indent) {
    int from = 0;
    while (from < indent && from < line.length() && line.charAt(from) == ' ') {
      from++;
    }
    return line.substring(from);
  }

  /** Code as it is; the lines of a diff by what they are. */
  static String code(List<String> lines, String language) {
    StringBuilder code = new StringBuilder("<pre class=\"code\"><code>");
    for (String line : lines) {
      String text = Html.text(line);
      if (language.equals("diff") && line.startsWith("+")) {
        code.append("<ins>").append(text).append("</ins>\n");
      } else if (language.equals("diff") && line.startsWith("-")) {
        code.append("<del>").append(text).append("</del>\n");
      } else {
        code.append(text).append('\n');
      }
    }
    return code.append("</code></pre>\n").toString();
  }

  private boolean heading(String line) {
    Matcher heading = line.contains("#") && isShort(line) ? HEADING.matcher(line) : null;
    if (heading == null || !heading.matches()) {
      return false;
    }
    int level = Math.min(6, heading.group(1).length() + 2);
    html.append("<h").append(level).append('>').append(Inline.html(opened(heading.group(2))));
    html.append("</h").append(level).append(">\n");
    at++;
    return true;
  }

  /** The text of a heading without what may close it. */
  private static String opened(String text) {
    String start = text.stripTrailing();
    int end = start.length();
    while (end > 0 && start.charAt(end - 1) == '#') {
      end--;
    }
    return start.substring(0, end).stripTrailing();
  }

  private boolean rule(String line) {
    if (!isRule(line)) {
      return false;
    }
    html.append("<hr>\n");
    at++;
    return true;
  }

  private boolean quote(String line) {
    if (!line.stripLeading().startsWith(">")) {
      return false;
    }
    List<String> quoted = new ArrayList<>();
    while (at < lines.size() && lines.get(at).stripLeading().startsWith(">")) {
      String rest = lines.get(at).stripLeading().substring(1);
      quoted.add(rest.startsWith(" ") ? rest.substring(1) : rest);
      at++;
    }
    html.append("<blockquote>").append(html(quoted, depth + 1)).append("</blockquote>\n");
    return true;
  }

  private boolean list(String line) {
    Matcher item = ITEM.matcher(line);
    if (!item.matches()) {
      return false;
    }
    String number = item.group(3);
    int indent = item.group(1).length();
    html.append(number == null ? "<ul>\n" : "<ol start=\"" + Integer.parseInt(number) + "\">\n");
    while (at < lines.size() && isItem(ITEM.matcher(lines.get(at)), indent, number != null)) {
      item();
    }
    html.append(number == null ? "</ul>\n" : "</ol>\n");
    return true;
  }

  private static boolean isItem(Matcher item, int indent, boolean numbered) {
    return item.matches()
        && item.group(1).length() <= indent + 1
        && (item.group(3) != null) == numbered;
  }

  /** One item: its first line, and what is indented below it. */
  private void item() {
    Matcher item = ITEM.matcher(lines.get(at));
    if (!item.matches()) {
      throw new IllegalStateException("no item");
    }
    int indent = item.group(1).length() + 1;
    int width = item.group(1).length() + item.group(2).length() + 1;
    List<String> inner = new ArrayList<>();
    inner.add(checked(item.group(5)));
    at++;
    while (at < lines.size() && belongs(lines.get(at), indent)) {
      inner.add(without(lines.get(at), width));
      at++;
    }
    String body = html(inner, depth + 1);
    boolean plain = body.startsWith("<p>") && body.indexOf("</p>\n") == body.length() - 5;
    html.append("<li>").append(plain ? body.substring(3, body.length() - 5) : body);
    html.append("</li>\n");
  }

  private static String checked(String text) {
    if (text.startsWith("[ ] ")) {
      return "☐ " + text.substring(4);
    }
    return text.startsWith("[x] ") || text.startsWith("[X] ") ? "☑ " + text.substring(4) : text;
  }

  /** Whether a line goes on with an item; an empty one does if what follows it does. */
  private boolean belongs(String line, int indent) {
    if (!line.isBlank()) {
      return indentation(line) >= indent;
    }
    int next = at + 1;
    return next < lines.size()
        && !lines.get(next).isBlank()
        && indentation(lines.get(next)) >= indent;
  }

  private static int indentation(String line) {
    int spaces = 0;
    while (spaces < line.length() && (line.charAt(spaces) == ' ' || line.charAt(spaces) == '\t')) {
      spaces++;
    }
    return spaces;
  }

  private boolean table(String line) {
    if (!line.contains("|")
        || at + 1 >= lines.size()
        || !isShort(lines.get(at + 1))
        || !DELIMITERS.matcher(lines.get(at + 1)).matches()) {
      return false;
    }
    html.append("<div class=\"wide\"><table>\n<thead>");
    row(line, "th");
    html.append("</thead>\n<tbody>");
    at += 2;
    while (at < lines.size() && lines.get(at).contains("|")) {
      row(lines.get(at), "td");
      at++;
    }
    html.append("</tbody></table></div>\n");
    return true;
  }

  private void row(String line, String cell) {
    String row = line.strip();
    row = row.startsWith("|") ? row.substring(1) : row;
    row = row.endsWith("|") ? row.substring(0, row.length() - 1) : row;
    html.append("<tr>");
    for (String text : row.split("\\|", -1)) {
      html.append('<').append(cell).append('>').append(Inline.html(text.strip()));
      html.append("</").append(cell).append('>');
    }
    html.append("</tr>\n");
  }

  private void paragraph() {
    StringBuilder text = new StringBuilder(lines.get(at).strip());
    at++;
    while (at < lines.size() && !endsParagraph(lines.get(at))) {
      text.append(lines.get(at - 1).endsWith("  ") ? "\\\n" : "\n").append(lines.get(at).strip());
      at++;
    }
    html.append("<p>").append(Inline.html(text.toString()));
    html.append("</p>\n");
  }

  private boolean endsParagraph(String line) {
    return line.isBlank()
        || (line.contains("```") && FENCE.matcher(line).matches())
        || (line.startsWith("#") && isShort(line) && HEADING.matcher(line).matches())
        || (depth < DEPTH && line.startsWith(">"))
        || (depth < DEPTH && ITEM.matcher(line).matches())
        || isRule(line);
  }

  private static boolean isRule(String line) {
    return isShort(line) && RULE.matcher(line).matches();
  }

  /** Lines longer than this are text, whatever they look like. */
  private static boolean isShort(String line) {
    return line.length() <= 1_000;
  }
}
