package acp.transfer.page;

import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Shown;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool call as something that opens and closes. */
final class HtmlCall {
  private HtmlCall() {}

  static String html(Scene.Call call) {
    String status = status(call.status());
    StringBuilder html = new StringBuilder("<details class=\"call ").append(status).append("\"");
    html.append(opens(call) ? " open" : "").append("><summary><span class=\"kind\">");
    html.append(call.started().kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    html.append("</span> <code>").append(Html.text(call.started().title())).append("</code>");
    html.append("<span class=\"status\">").append(status).append("</span></summary>\n<div>\n");
    for (String decision : call.decisions()) {
      html.append("<p class=\"decision\">").append(Html.text(decision)).append("</p>\n");
    }
    if (!opens(call)) {
      input(call, html);
    }
    call.shown().forEach(each -> html.append(HtmlContent.shown(each)));
    call.pictures().forEach(each -> html.append(HtmlContent.html(each)));
    if (!call.output().isBlank()) {
      html.append(Prose.code(call.output().lines().toList(), ""));
    }
    if (opens(call)) {
      input(call, html);
    }
    if (isWorthTelling(call)) {
      html.append("<details class=\"told\"><summary>Told to the model</summary>");
      html.append(Prose.code(call.told().lines().toList(), "")).append("</details>\n");
    }
    return html.append("</div>\n</details>\n").toString();
  }

  /** What was changed is what readers look for. */
  private static boolean opens(Scene.Call call) {
    return call.shown().stream().anyMatch(Shown.Diff.class::isInstance);
  }

  /** The status in a word. */
  static String status(@Nullable CallStatus status) {
    return status == null ? "unfinished" : status.name().toLowerCase(Locale.ROOT);
  }

  /** What the model was told is shown only where the user was not shown it anyway. */
  static boolean isWorthTelling(Scene.Call call) {
    String told = call.told().strip();
    return !told.isEmpty()
        && call.shown().stream()
            .noneMatch(
                each ->
                    each instanceof Shown.Block block
                        && block.content() instanceof Content.Text text
                        && text.text().contains(told));
  }

  private static void input(Scene.Call call, StringBuilder html) {
    JsonNode input = call.started().input();
    if (input == null || input.isEmpty()) {
      return;
    }
    boolean aside = opens(call);
    html.append(aside ? "<details class=\"told\"><summary>Input</summary>" : "");
    html.append("<dl class=\"input\">\n");
    for (Map.Entry<String, JsonNode> field : fields(input)) {
      html.append("<dt>").append(Html.text(field.getKey())).append("</dt><dd>");
      String value = value(field.getValue());
      html.append(
          value.contains("\n")
              ? Prose.code(value.lines().toList(), "")
              : "<code>" + Html.text(value) + "</code>");
      html.append("</dd>\n");
    }
    html.append(aside ? "</dl></details>\n" : "</dl>\n");
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode input) {
    return input.isObject() ? List.copyOf(input.properties()) : List.of(Map.entry("input", input));
  }

  /** A text as it is; anything else as JSON, laid out where it is long. */
  private static String value(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    String line = value.toString();
    return line.length() <= 80 ? line : value.toPrettyString();
  }
}
