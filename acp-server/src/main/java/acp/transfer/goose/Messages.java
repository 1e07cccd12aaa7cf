package acp.transfer.goose;

import acp.event.Content;
import acp.event.Event;
import acp.transfer.foreign.ForeignResult;
import acp.transfer.foreign.ForeignTool;
import acp.transfer.foreign.Pictures;
import acp.transfer.foreign.Telling;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Goose's messages mean. Results of tools are messages of the user there. What only the model
 * was to see is the time and folder of each prompt, which we do not keep, or, after the context was
 * compacted, the summary and what goes with it.
 */
final class Messages {
  private final Telling telling;
  private final Usage usage;
  private final String model;
  private String lastPrompt = "";
  private long number;
  private boolean compacted;

  /**
   * The messages of a session.
   *
   * @param model the session's model, where a message does not name its own
   */
  Messages(Telling telling, Usage usage, String model) {
    this.telling = telling;
    this.usage = usage;
    this.model = model;
  }

  /**
   * Tells the next message.
   *
   * @param content a list of pieces; anything else is counted as lost
   */
  void take(
      @Nullable Instant at, String role, @Nullable JsonNode content, @Nullable JsonNode meta) {
    JsonNode metadata = meta == null ? MissingNode.getInstance() : meta;
    number++;
    if (content == null || !content.isArray()) {
      telling.lost("messages that could not be read");
    } else if (metadata.path("turnContext").asBoolean()) {
      telling.lost("notes of time and folder beside a prompt");
    } else if (!metadata.path("userVisible").asBoolean(true)) {
      hidden(at, role, content);
    } else if (role.equals("user")) {
      user(at, content, metadata);
    } else {
      assistant(at, content, metadata);
    }
  }

  /** For the model alone: the first of them after a compaction is its summary. */
  private void hidden(@Nullable Instant at, String role, JsonNode content) {
    String text = text(content);
    if (role.equals("user") && !text.isBlank() && !compacted && !text.equals(lastPrompt)) {
      telling.compacted(at, text);
      usage.compaction(at);
      compacted = true;
    } else {
      telling.lost("messages for the model alone");
    }
  }

  private static String text(JsonNode content) {
    StringBuilder text = new StringBuilder();
    for (JsonNode piece : content) {
      text.append(piece.path("text").asText(""));
    }
    return text.toString();
  }

  private void user(@Nullable Instant at, JsonNode content, JsonNode metadata) {
    List<Content> prompt = new ArrayList<>();
    for (JsonNode piece : content) {
      switch (piece.path("type").asText()) {
        case "text" -> prompt.add(new Content.Text(piece.path("text").asText()));
        case "image" -> prompt.add(image(piece));
        case "toolResponse" -> result(at, piece);
        default -> other(piece);
      }
    }
    if (!prompt.isEmpty()) {
      lastPrompt = text(content);
      compacted = false;
      telling.prompt(at, prompt);
      if (lastPrompt.startsWith("/") && !metadata.path("agentVisible").asBoolean(true)) {
        telling.command(at, lastPrompt.substring(1).split("\\s", 2)[0]);
      }
    }
  }

  private void assistant(@Nullable Instant at, JsonNode content, JsonNode metadata) {
    String message = "message " + number;
    for (JsonNode piece : content) {
      switch (piece.path("type").asText()) {
        case "text" -> telling.said(at, message, piece.path("text").asText());
        case "thinking" -> {
          telling.thought(at, piece.path("thinking").asText());
          if (!piece.path("signature").asText("").isEmpty()) {
            telling.lost("signatures of thoughts");
          }
        }
        case "toolRequest", "frontendToolRequest" -> call(at, message, piece);
        case "toolResponse" -> result(at, piece);
        case "systemNotification" ->
            telling.notice(at, Event.Severity.INFO, piece.path("msg").asText("Notice"), null);
        case "error" ->
            telling.notice(at, Event.Severity.ERROR, piece.path("message").asText("Error"), null);
        default -> other(piece);
      }
    }
    usage.of(at, metadata, model(metadata));
  }

  private String model(JsonNode metadata) {
    JsonNode inference = metadata.path("inference");
    String name = inference.path("requestedModel").asText("");
    String provider = inference.path("provider").asText("");
    return name.isEmpty() ? model : provider.isEmpty() ? name : provider + "/" + name;
  }

  private void call(@Nullable Instant at, String message, JsonNode piece) {
    String id = piece.path("id").asText();
    JsonNode call = piece.path("toolCall");
    JsonNode value = call.path("value");
    String name = value.path("name").asText("unknown tool");
    telling.call(at, message, id, ForeignTool.of(name, value.get("arguments")));
    if (call.has("error")) {
      telling.result(
          at, id, ForeignResult.of(true, List.of(), call.get("error").asText(), List.of()));
    }
  }

  private void result(@Nullable Instant at, JsonNode piece) {
    String id = piece.path("id").asText();
    JsonNode result = piece.path("toolResult");
    if (result.has("error")) {
      String error = result.get("error").asText();
      telling.result(at, id, ForeignResult.of(true, List.of(), error, List.of()));
      return;
    }
    JsonNode value = result.path("value");
    StringBuilder text = new StringBuilder();
    List<Content.Image> pictures = new ArrayList<>();
    for (JsonNode part : value.isArray() ? value : value.path("content")) {
      switch (part.path("type").asText()) {
        case "text" -> text.append(text.isEmpty() ? "" : "\n").append(part.path("text").asText());
        case "image" -> pictures.add(image(part));
        case "resource" ->
            text.append(text.isEmpty() ? "" : "\n")
                .append(part.path("resource").path("text").asText());
        default -> other(part);
      }
    }
    boolean failed = value.path("isError").asBoolean();
    telling.result(at, id, ForeignResult.of(failed, List.of(), text.toString(), pictures));
  }

  private static Content.Image image(JsonNode piece) {
    String data = piece.path("data").asText();
    Content.Image whole = Pictures.ofData(data);
    String type = piece.path("mimeType").asText("image/png");
    return whole == null ? new Content.Image(data, type, null) : whole;
  }

  private void other(JsonNode piece) {
    String type = piece.path("type").asText("");
    telling.lost("pieces of messages" + (type.matches("\\w{1,40}") ? " of type " + type : ""));
  }
}
