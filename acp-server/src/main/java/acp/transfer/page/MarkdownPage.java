package acp.transfer.page;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Fence;
import acp.event.PlanEntry;
import acp.event.Shown;
import acp.session.SessionSummary;
import acp.session.Traits;
import acp.transfer.SessionWriter;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes a session as Markdown: prompts as headings, thoughts and tool calls folded. What it holds
 * cannot unfold or close what is ours: fences are longer than those within, and open ones are
 * closed.
 */
public final class MarkdownPage implements SessionWriter {
  private static final Pattern FOLDS =
      Pattern.compile("<(?=/?(?:details|summary)\\b)|<(?=!--)", Pattern.CASE_INSENSITIVE);

  private final Writer out;
  private final Story story = new Story(this::show);
  private boolean redacted;

  public MarkdownPage(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 64 * 1024);
  }

  @Override
  public void begin(SessionSummary session, Traits traits, boolean redacted) throws IOException {
    this.redacted = redacted;
    String title = session.title() == null ? "Session" : session.title();
    out.write("# " + line(title) + "\n\n");
    out.write("- Folder: " + code(session.cwd()) + "\n");
    out.write("- Began: " + When.text(session.createdAt()) + "\n");
    out.write("- Last: " + When.text(session.updatedAt()) + "\n");
    out.write("- Session: " + code(session.id().value()) + "\n\n");
  }

  @Override
  public void write(Entry entry) throws IOException {
    story.take(entry);
  }

  private void show(Scene scene) throws IOException {
    switch (scene) {
      case Scene.Prompt prompt -> prompt(prompt);
      case Scene.Said said -> out.write(markdown(said.text()));
      case Scene.Thought thought ->
          out.write(
              "<details><summary>Thought</summary>\n\n"
                  + quoted(thought.text())
                  + "</details>\n\n");
      case Scene.Call call -> call(call);
      case Scene.Plan plan -> plan(plan);
      case Scene.Note note -> {
        out.write("> **" + line(note.title()) + "**\n");
        out.write(note.text().isEmpty() ? "\n" : quoted(note.text()));
      }
      case Scene.End end -> {
        String why = Story.ending(end.outcome());
        out.write(why.isEmpty() ? "" : "> **" + line(why) + "**\n\n");
        out.write("*" + When.text(end.at()) + HtmlPage.used(end.tokens()) + "*\n\n");
      }
    }
  }

  private void prompt(Scene.Prompt prompt) throws IOException {
    out.write("---\n\n## " + prompt.number() + ". Prompt, " + When.text(prompt.at()) + "\n\n");
    for (Content piece : prompt.content()) {
      out.write(piece instanceof Content.Text text ? quoted(text.text()) : content(piece));
    }
  }

  private void plan(Scene.Plan plan) throws IOException {
    out.write("**Plan**\n\n");
    for (PlanEntry entry : plan.entries()) {
      boolean done = entry.status() == PlanEntry.Status.COMPLETED;
      String now = entry.status() == PlanEntry.Status.IN_PROGRESS ? " *(now)*" : "";
      out.write("- [" + (done ? "x" : " ") + "] " + line(entry.content()) + now + "\n");
    }
    out.write("\n");
  }

  private void call(Scene.Call call) throws IOException {
    out.write(
        "<details><summary>%s: <code>%s</code> (%s)</summary>\n\n"
            .formatted(
                call.started().kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                Html.text(call.started().title().replace('\n', ' ')),
                HtmlCall.status(call.status())));
    for (String decision : call.decisions()) {
      out.write(line(decision) + ".\n\n");
    }
    JsonNode input = call.started().input();
    if (input != null && !input.isEmpty()) {
      out.write("Input of " + code(call.started().name()) + ":\n\n");
      out.write(fence(input.toPrettyString(), "json"));
    }
    for (Shown shown : call.shown()) {
      out.write(shown(shown));
    }
    for (Content picture : call.pictures()) {
      out.write(content(picture));
    }
    if (!call.output().isBlank()) {
      out.write(fence(call.output(), ""));
    }
    if (HtmlCall.isWorthTelling(call)) {
      out.write("Told to the model:\n\n" + fence(call.told(), ""));
    }
    out.write("</details>\n\n");
  }

  private static String shown(Shown shown) {
    return switch (shown) {
      case Shown.Block block -> content(block.content());
      case Shown.Diff diff -> code(diff.path()) + "\n\n" + fence(diff(diff), "diff");
      case Shown.Terminal terminal ->
          terminal.output().isBlank() ? "" : fence(terminal.output(), "");
    };
  }

  private static String diff(Shown.Diff diff) {
    StringBuilder text = new StringBuilder();
    for (List<LineDiff.Line> stretch : LineDiff.of(diff.oldText(), diff.newText())) {
      text.append("@@ -").append(stretch.getFirst().before());
      text.append(" +").append(stretch.getFirst().after()).append(" @@\n");
      for (LineDiff.Line line : stretch) {
        text.append(
            switch (line.mark()) {
              case SAME -> ' ';
              case REMOVED -> '-';
              case ADDED -> '+';
            });
        text.append(line.text()).append('\n');
      }
    }
    return text.toString();
  }

  private static String content(Content content) {
    return switch (content) {
      case Content.Text text -> markdown(text.text());
      case Content.Image image -> "[a picture: " + line(image.mimeType()) + "]\n\n";
      case Content.Link link -> line(link.name()) + ": " + code(link.uri()) + "\n\n";
      case Content.Resource resource -> {
        String text = resource.text();
        String body = text == null ? "[not a text]\n\n" : fence(text, "");
        yield code(resource.uri()) + "\n\n" + body;
      }
    };
  }

  /** Markdown of others: no folds of its own, and no code block left open. */
  private static String markdown(String text) {
    String open = "";
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String start = line.strip();
      if (open.isEmpty() && (start.startsWith("```") || start.startsWith("~~~"))) {
        int run = 0;
        while (run < start.length() && start.charAt(run) == start.charAt(0)) {
          run++;
        }
        open = start.substring(0, run);
      } else if (!open.isEmpty()
          && start.startsWith(open)
          && start.replace(open.substring(0, 1), "").isEmpty()) {
        open = "";
      }
    }
    String whole = FOLDS.matcher(text).replaceAll("&lt;").stripTrailing();
    return whole + (open.isEmpty() ? "" : "\n" + open) + "\n\n";
  }

  /** Each line as a quotation, so that nothing in it reaches beyond. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    text.lines()
        .forEach(
            line ->
                quoted.append("> ").append(FOLDS.matcher(line).replaceAll("&lt;")).append('\n'));
    return quoted.append('\n').toString();
  }

  private static String fence(String text, String language) {
    return Fence.text(text, language) + "\n\n";
  }

  private static String code(String text) {
    String line = text.replace('\n', ' ');
    int longest = 0;
    int run = 0;
    for (int i = 0; i < line.length(); i++) {
      run = line.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    String space = longest > 0 ? " " : "";
    return fence + space + line + space + fence;
  }

  private static String line(String text) {
    return FOLDS.matcher(text.replaceAll("\\s+", " ").strip()).replaceAll("&lt;");
  }

  @Override
  public void end(long masked) throws IOException {
    story.end();
    if (redacted) {
      out.write("*Secrets masked: " + masked + "*\n");
    }
    out.flush();
  }
}
