package acp.transfer.page;

import acp.event.Content;
import acp.event.Shown;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Pieces of messages and of what tools show, as HTML. */
final class HtmlContent {
  /** Those that are pictures to every browser, and nothing but pictures. */
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]*+");

  private HtmlContent() {}

  /** As the user typed it. */
  static String asTyped(Content content) {
    return content instanceof Content.Text text
        ? "<div class=\"typed\">" + Html.text(text.text()) + "</div>\n"
        : html(content);
  }

  /** As it is meant, Markdown where it is text. */
  static String html(Content content) {
    return switch (content) {
      case Content.Text text -> Prose.html(text.text());
      case Content.Image image -> picture(image);
      case Content.Link link -> "<p class=\"link\">" + link(link.uri(), link.name()) + "</p>\n";
      case Content.Resource resource -> resource(resource);
    };
  }

  private static String picture(Content.Image image) {
    if (!PICTURES.contains(image.mimeType()) || !BASE64.matcher(image.data()).matches()) {
      return "<p class=\"link\">[a picture: " + Html.text(image.mimeType()) + "]</p>\n";
    }
    String data = image.data().replaceAll("\\s", "");
    return "<img alt=\"picture\" src=\"data:" + image.mimeType() + ";base64," + data + "\">\n";
  }

  private static String link(String uri, String name) {
    return Inline.isSafe(uri)
        ? "<a rel=\"noreferrer noopener\" href=\"%s\">%s</a>"
            .formatted(Html.text(uri), Html.text(name))
        : Html.text(name) + " <code>" + Html.text(uri) + "</code>";
  }

  private static String resource(Content.Resource resource) {
    String text = resource.text();
    String body = text == null ? "<p>[not a text]</p>" : Prose.code(text.lines().toList(), "");
    return "<details class=\"resource\"><summary><code>"
        + Html.text(resource.uri())
        + "</code></summary>"
        + body
        + "</details>\n";
  }

  /** What a tool shows. */
  static String shown(Shown shown) {
    return switch (shown) {
      case Shown.Block block -> html(block.content());
      case Shown.Diff diff -> diff(diff);
      case Shown.Terminal terminal ->
          terminal.output().isBlank()
              ? ""
              : "<div class=\"terminal\">"
                  + Prose.code(terminal.output().lines().toList(), "")
                  + "</div>";
    };
  }

  private static String diff(Shown.Diff diff) {
    StringBuilder html = new StringBuilder("<figure class=\"diff\"><figcaption><code>");
    html.append(Html.text(diff.path())).append("</code>");
    html.append(diff.oldText() == null ? " new" : "").append("</figcaption><table>\n");
    List<List<LineDiff.Line>> stretches = LineDiff.of(diff.oldText(), diff.newText());
    for (int i = 0; i < stretches.size(); i++) {
      html.append(i == 0 ? "" : "<tr class=\"gap\"><td colspan=\"3\">⋯</td></tr>\n");
      stretches.get(i).forEach(line -> row(line, html));
    }
    if (stretches.isEmpty()) {
      html.append("<tr class=\"gap\"><td colspan=\"3\">no line differs</td></tr>\n");
    }
    return html.append("</table></figure>\n").toString();
  }

  private static void row(LineDiff.Line line, StringBuilder html) {
    String kind =
        switch (line.mark()) {
          case SAME -> "";
          case REMOVED -> " class=\"del\"";
          case ADDED -> " class=\"add\"";
        };
    html.append("<tr").append(kind).append("><td>").append(number(line.before()));
    html.append("</td><td>").append(number(line.after())).append("</td><td>");
    html.append(Html.text(line.text())).append("</td></tr>\n");
  }

  private static String number(int line) {
    return line == 0 ? "" : String.valueOf(line);
  }
}
