package acp.transfer.claude;

import acp.event.Content;
import acp.event.Event;
import acp.event.Outcome;
import acp.transfer.foreign.ForeignResult;
import acp.transfer.foreign.ForeignTool;
import acp.transfer.foreign.LinePull;
import acp.transfer.foreign.Plans;
import acp.transfer.foreign.Telling;
import acp.transfer.foreign.Times;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session of Claude Code, in the order of its lines. A line holds one piece of a message; the
 * pieces of one share an id, and each says again what the whole message took. Results of tools are
 * messages of the user. What sub-agents said is counted: it is another's conversation.
 */
final class ClaudeReading extends LinePull {
  private static final String INTERRUPTED = "[Request interrupted by user";

  private @Nullable Instant usedAt;
  private String usedBy = "";
  private String model = "";
  private @Nullable JsonNode used;

  ClaudeReading(Path file, String id) {
    super(new Telling(ClaudeLines.NAME, id), file);
  }

  @Override
  protected void take(ObjectNode line, Telling telling) {
    Instant at = Times.of(line.path("timestamp").textValue());
    String type = line.path("type").asText();
    if (line.path("isSidechain").asBoolean()) {
      telling.lost("messages of sub-agents");
      return;
    }
    telling.cwd(line.path("cwd").textValue());
    switch (type) {
      case "user" -> user(line, at, telling);
      case "assistant" -> assistant(line.path("message"), at, telling);
      case "summary" -> telling.title(at, line.path("summary").textValue());
      case "ai-title" -> telling.title(at, line.path("aiTitle").textValue());
      case "custom-title" -> telling.title(at, line.path("customTitle").textValue());
      case "system" -> system(line, at, telling);
      default -> telling.lost("lines" + (type.matches("[\\w-]{1,40}") ? " of type " + type : ""));
    }
  }

  private void user(ObjectNode line, @Nullable Instant at, Telling telling) {
    JsonNode content = line.path("message").path("content");
    if (line.path("isCompactSummary").asBoolean()) {
      account(telling);
      telling.compacted(at, text(content));
      return;
    }
    List<Content> prompt = new ArrayList<>();
    if (content.isTextual()) {
      prompt.add(new Content.Text(content.textValue()));
    }
    for (JsonNode piece : content.isArray() ? content : List.<JsonNode>of()) {
      switch (piece.path("type").asText()) {
        case "text" -> prompt.add(new Content.Text(piece.path("text").asText()));
        case "image" -> image(piece, telling, prompt);
        case "tool_result" -> result(piece, line.path("toolUseResult"), at, telling);
        default -> other(piece, telling);
      }
    }
    if (!prompt.isEmpty()) {
      prompt(line, prompt, at, telling);
    }
  }

  private void prompt(
      ObjectNode line, List<Content> prompt, @Nullable Instant at, Telling telling) {
    String text = prompt.getFirst() instanceof Content.Text first ? first.text() : "";
    if (text.startsWith(INTERRUPTED)) {
      telling.outcome(Outcome.stopped(Outcome.Reason.CANCELLED));
    } else if (line.path("isMeta").asBoolean()) {
      telling.lost("notes for the model beside a prompt");
    } else {
      account(telling);
      telling.prompt(at, prompt);
      int name = text.indexOf("<command-name>/");
      int end = text.indexOf("</command-name>");
      if (name >= 0 && end > name) {
        telling.command(at, text.substring(name + "<command-name>/".length(), end));
      }
    }
  }

  private void assistant(JsonNode message, @Nullable Instant at, Telling telling) {
    String id = message.path("id").asText("");
    if (!id.equals(usedBy)) {
      account(telling);
    }
    for (JsonNode piece : message.path("content")) {
      switch (piece.path("type").asText()) {
        case "text" -> telling.said(at, id, piece.path("text").asText());
        case "thinking" -> {
          telling.thought(at, piece.path("thinking").asText());
          telling.lost("signatures of thoughts", piece.hasNonNull("signature") ? 1 : 0);
        }
        case "tool_use" -> call(piece, id, at, telling);
        default -> other(piece, telling);
      }
    }
    usedBy = id;
    usedAt = at;
    used = message.get("usage");
    model = message.path("model").asText("");
  }

  private static void call(JsonNode piece, String message, @Nullable Instant at, Telling telling) {
    String name = piece.path("name").asText();
    JsonNode input = piece.path("input");
    telling.call(at, message, piece.path("id").asText(), ForeignTool.of(name, piece.get("input")));
    if (name.equals("TodoWrite") && input.path("todos").isArray()) {
      telling.plan(at, Plans.of(input.path("todos"), "content"));
    }
  }

  private static void result(JsonNode piece, JsonNode kept, @Nullable Instant at, Telling telling) {
    JsonNode content = piece.path("content");
    List<Content> pictures = new ArrayList<>();
    for (JsonNode part : content.isArray() ? content : List.<JsonNode>of()) {
      if (part.path("type").asText().equals("image")) {
        image(part, telling, pictures);
      } else if (!part.path("type").asText().equals("text")) {
        other(part, telling);
      }
    }
    boolean failed = piece.path("is_error").asBoolean();
    telling.result(
        at,
        piece.path("tool_use_id").asText(),
        ForeignResult.of(
            failed,
            failed ? List.of() : Changes.of(kept),
            text(content),
            pictures.stream().map(Content.Image.class::cast).toList()));
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode piece : content) {
      String more = piece.path("text").asText("");
      text.append(text.isEmpty() || more.isEmpty() ? "" : "\n").append(more);
    }
    return text.toString();
  }

  private static void image(JsonNode piece, Telling telling, List<Content> into) {
    JsonNode source = piece.path("source");
    if (source.path("type").asText().equals("base64")) {
      into.add(
          new Content.Image(
              source.path("data").asText(), source.path("media_type").asText("image/png"), null));
    } else {
      telling.lost("pictures that are elsewhere");
    }
  }

  private static void system(ObjectNode line, @Nullable Instant at, Telling telling) {
    String subtype = line.path("subtype").asText();
    String content = line.path("content").asText("");
    if (subtype.equals("compact_boundary") || content.isBlank()) {
      return; // the summary that follows says it
    }
    Event.Severity severity =
        switch (line.path("level").asText()) {
          case "error" -> Event.Severity.ERROR;
          case "warning" -> Event.Severity.WARNING;
          default -> Event.Severity.INFO;
        };
    telling.notice(at, severity, content, null);
  }

  private static void other(JsonNode piece, Telling telling) {
    String type = piece.path("type").asText("");
    telling.lost("pieces of messages" + (type.matches("\\w{1,40}") ? " of type " + type : ""));
  }

  /** Tells what the last message took, once, when no more of it can come. */
  private void account(Telling telling) {
    JsonNode usage = used;
    used = null;
    usedBy = "";
    if (usage == null || !usage.isObject() || model.startsWith("<")) {
      return;
    }
    long cached = usage.path("cache_read_input_tokens").asLong();
    long written = usage.path("cache_creation_input_tokens").asLong();
    telling.usage(
        usedAt,
        new Event.UsageReported(
            "anthropic/" + model,
            usage.path("input_tokens").asLong() + cached + written,
            usage.path("output_tokens").asLong(),
            cached,
            written,
            0,
            0));
  }

  @Override
  protected void finish(Telling telling) {
    account(telling);
  }
}
