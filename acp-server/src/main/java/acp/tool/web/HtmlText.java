package acp.tool.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The text of an HTML page, with as much Markdown as its structure asks for: headings, lists,
 * links, code and rows of tables. Scripts, styles, navigation and controls are left out; where the
 * page says what its main part is, that part alone is read. Bounded. For one page and one thread.
 */
final class HtmlText implements NodeFilter {
  /** Characters; far more than a model is told. */
  private static final int LONGEST = 1024 * 1024;

  private static final int LONGEST_LINK = 500;
  private static final int LEAST_MAIN = 200;

  private static final Set<String> LEFT_OUT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "math",
          "head",
          "nav",
          "footer",
          "button",
          "select",
          "input",
          "textarea",
          "iframe",
          "object",
          "canvas",
          "audio",
          "video",
          "dialog");
  private static final Set<String> OWN_LINE =
      Set.of(
          "div",
          "section",
          "article",
          "main",
          "header",
          "aside",
          "figure",
          "figcaption",
          "dt",
          "dd",
          "address",
          "details",
          "summary",
          "fieldset",
          "form",
          "center",
          "caption");
  private static final Set<String> OWN_PARAGRAPH =
      Set.of("p", "ul", "ol", "dl", "blockquote", "table", "h1", "h2", "h3", "h4", "h5", "h6");

  private final StringBuilder text = new StringBuilder();
  private final Deque<Integer> links = new ArrayDeque<>();
  private int lists;
  private int preformatted;

  private HtmlText() {}

  /** The text of a page; {@code charset} is what the server says, null if it does not. */
  static String of(byte[] html, @Nullable Charset charset, String base) {
    Document page;
    try {
      page =
          Jsoup.parse(
              new ByteArrayInputStream(html), charset == null ? null : charset.name(), base);
    } catch (IOException impossible) {
      throw new AssertionError("bytes in memory can be read", impossible);
    }
    HtmlText reader = new HtmlText();
    String title = page.title().strip();
    if (!title.isEmpty()) {
      reader.text.append(title).append("\n\n");
    }
    main(page).filter(reader);
    return reader.text.toString().strip();
  }

  private static Element main(Document page) {
    for (String where : new String[] {"main, [role=main]", "article"}) {
      Elements found = page.select(where);
      Element only = found.size() == 1 ? found.first() : null;
      if (only != null && only.text().length() >= LEAST_MAIN) {
        return only;
      }
    }
    return page.body();
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (text.length() > LONGEST) {
      return FilterResult.STOP;
    }
    if (node instanceof TextNode words) {
      add(words);
    } else if (node instanceof Element element) {
      if (LEFT_OUT.contains(element.normalName()) || element.hasAttr("hidden")) {
        return FilterResult.SKIP_ENTIRELY;
      }
      begin(element, element.normalName());
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element && !LEFT_OUT.contains(element.normalName())) {
      end(element, element.normalName());
    }
    return FilterResult.CONTINUE;
  }

  private void begin(Element element, String name) {
    if (OWN_PARAGRAPH.contains(name)) {
      paragraph();
    } else if (OWN_LINE.contains(name)) {
      line();
    }
    switch (name) {
      case "h1", "h2", "h3", "h4", "h5", "h6" ->
          text.append("#".repeat(name.charAt(1) - '0')).append(' ');
      case "ul", "ol" -> lists++;
      case "li" -> {
        line();
        text.append("  ".repeat(Math.clamp(lists - 1, 0, 8))).append("- ");
      }
      case "br" -> text.append('\n');
      case "hr" -> paragraph();
      case "tr" -> line();
      case "pre" -> {
        paragraph();
        text.append("```\n");
        preformatted++;
      }
      case "code" -> mark();
      case "a" -> links.push(text.length());
      case "img" -> image(element.attr("alt").strip());
      default -> {}
    }
  }

  private void end(Element element, String name) {
    switch (name) {
      case "ul", "ol" -> lists--;
      case "pre" -> {
        preformatted--;
        line();
        text.append("```");
      }
      case "code" -> mark();
      case "a" -> link(element.absUrl("href"));
      case "td", "th" -> text.append(" | ");
      default -> {}
    }
    if (OWN_PARAGRAPH.contains(name) || name.equals("pre")) {
      paragraph();
    } else if (OWN_LINE.contains(name)) {
      line();
    }
  }

  /** Around code within a sentence. */
  private void mark() {
    if (preformatted == 0) {
      text.append('`');
    }
  }

  private void image(String alt) {
    if (!alt.isEmpty()) {
      text.append("[picture: ").append(alt, 0, Math.min(alt.length(), LONGEST_LINK)).append(']');
    }
  }

  private void link(String to) {
    int start = links.isEmpty() ? text.length() : links.pop();
    boolean isUseful = to.startsWith("http") && to.length() <= LONGEST_LINK && preformatted == 0;
    if (isUseful && start < text.length() && !text.substring(start).isBlank()) {
      while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      text.insert(start, '[').append("](").append(to).append(')');
    }
  }

  private void add(TextNode words) {
    if (preformatted > 0) {
      text.append(words.getWholeText());
      return;
    }
    String some = words.text();
    boolean isAtStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
    text.append(isAtStart ? some.stripLeading() : some);
  }

  private void line() {
    trim();
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
  }

  private void paragraph() {
    line();
    int end = text.length();
    if (end > 1 && text.charAt(end - 2) != '\n') {
      text.append('\n');
    }
  }

  /** Drops blanks at the end of the line. */
  private void trim() {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
  }
}
