package acp.transfer.page;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Outcome;
import acp.event.PlanEntry;
import acp.event.Tokens;
import acp.session.SessionSummary;
import acp.session.Traits;
import acp.transfer.SessionWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a session as one HTML file that needs nothing else: no network, no script. A policy in it
 * forbids both, should something ever get past the escaping. The prompts are listed at the end of
 * the file, so that it can be written as it comes, and shown beside or before the rest.
 */
public final class HtmlPage implements SessionWriter {
  private static final int SHORT = 90;

  private final Writer out;
  private final Story story = new Story(this::show);
  private final List<String> prompts = new ArrayList<>();
  private boolean redacted;

  public HtmlPage(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 64 * 1024);
  }

  @Override
  public void begin(SessionSummary session, Traits traits, boolean redacted) throws IOException {
    this.redacted = redacted;
    String title = session.title() == null ? "Session" : session.title();
    out.write(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
        <title>%s</title>
        <style>
        """
            .formatted(Html.text(title)));
    out.write(style());
    out.write("</style>\n</head>\n<body>\n<header>\n<h1>" + Html.text(title) + "</h1>\n<dl>\n");
    fact("Folder", Html.text(session.cwd()));
    fact("Began", When.html(session.createdAt()));
    fact("Last", When.html(session.updatedAt()));
    fact("Session", Html.text(session.id().value()));
    out.write("</dl>\n<a class=\"skip\" href=\"#prompts\">Prompts</a>\n</header>\n<main>\n");
  }

  private void fact(String name, String html) throws IOException {
    out.write("<div><dt>" + name + "</dt><dd>" + html + "</dd></div>\n");
  }

  private static String style() throws IOException {
    try (InputStream in = HtmlPage.class.getResourceAsStream("page.css")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void write(Entry entry) throws IOException {
    story.take(entry);
  }

  private void show(Scene scene) throws IOException {
    switch (scene) {
      case Scene.Prompt prompt -> prompt(prompt);
      case Scene.Said said ->
          out.write("<div class=\"said\">" + Prose.html(said.text()) + "</div>\n");
      case Scene.Thought thought ->
          out.write(
              "<details class=\"thought\"><summary>Thought <span class=\"first\">"
                  + Html.text(firstLine(thought.text()))
                  + "</span></summary><div>"
                  + Prose.html(thought.text())
                  + "</div></details>\n");
      case Scene.Call call -> out.write(HtmlCall.html(call));
      case Scene.Plan plan -> plan(plan);
      case Scene.Note note -> note(note);
      case Scene.End end -> end(end);
    }
  }

  private void prompt(Scene.Prompt prompt) throws IOException {
    String label = "";
    StringBuilder content = new StringBuilder();
    for (Content piece : prompt.content()) {
      if (label.isEmpty() && piece instanceof Content.Text text) {
        label = firstLine(text.text());
      }
      content.append(HtmlContent.asTyped(piece));
    }
    prompts.add(label.isEmpty() ? "Prompt " + prompt.number() : label);
    out.write(
        "<section class=\"prompt\" id=\"p%d\"><h2><a href=\"#p%d\">%d</a> %s</h2>%s</section>\n"
            .formatted(
                prompt.number(),
                prompt.number(),
                prompt.number(),
                When.html(prompt.at()),
                content));
  }

  private void plan(Scene.Plan plan) throws IOException {
    out.write("<div class=\"plan\"><h3>Plan</h3>\n<ul>\n");
    for (PlanEntry entry : plan.entries()) {
      String status = entry.status().name().toLowerCase(Locale.ROOT);
      out.write(
          "<li class=\"%s\"><span title=\"%s\"></span><div>%s</div></li>\n"
              .formatted(status, status.replace('_', ' '), Inline.html(entry.content())));
    }
    out.write("</ul></div>\n");
  }

  private void note(Scene.Note note) throws IOException {
    String level = note.severity().name().toLowerCase(Locale.ROOT);
    String title = "<strong>" + Html.text(note.title()) + "</strong>";
    boolean isLong = note.text().length() > SHORT || note.text().contains("\n");
    out.write(
        isLong
            ? "<details class=\"note %s\"><summary>%s</summary><div>%s</div></details>\n"
                .formatted(level, title, Prose.html(note.text()))
            : "<p class=\"note %s\">%s %s</p>\n".formatted(level, title, Html.text(note.text())));
  }

  private void end(Scene.End end) throws IOException {
    String why = Story.ending(end.outcome());
    String kind = end.outcome() instanceof Outcome.Failed ? "error" : "info";
    if (!why.isEmpty()) {
      out.write("<p class=\"note %s\"><strong>%s</strong></p>\n".formatted(kind, Html.text(why)));
    }
    String used = used(end.tokens());
    out.write("<p class=\"end\">" + When.html(end.at()) + used + "</p>\n");
  }

  /** What was used, in words; empty where nothing is known. */
  static String used(Tokens tokens) {
    if (tokens.requests() == 0) {
      return "";
    }
    String cost =
        tokens.cost() == 0
            ? ""
            : String.format(Locale.ROOT, ", $%.4f", tokens.cost() / 1_000_000_000.0);
    return " · %,d tokens in, %,d out%s".formatted(tokens.input(), tokens.output(), cost);
  }

  private static String firstLine(String text) {
    String line = text.lines().filter(each -> !each.isBlank()).findFirst().orElse("").strip();
    return line.length() <= SHORT
        ? line
        : line.substring(
                0,
                line.offsetByCodePoints(
                    0, Math.min(SHORT, line.codePointCount(0, line.length()) - 1)))
            + "…";
  }

  @Override
  public void end(long masked) throws IOException {
    story.end();
    out.write("</main>\n<nav id=\"prompts\" aria-label=\"Prompts\">\n<h2>Prompts</h2>\n<ol>\n");
    for (int i = 0; i < prompts.size(); i++) {
      out.write("<li><a href=\"#p%d\">%s</a></li>\n".formatted(i + 1, Html.text(prompts.get(i))));
    }
    out.write("</ol>\n</nav>\n");
    if (redacted) {
      out.write("<footer>Secrets masked: " + masked + "</footer>\n");
    }
    out.write("</body>\n</html>\n");
    out.flush();
  }
}
