package acp.transfer.agentry;

import acp.event.Content;
import acp.transfer.Json;
import acp.transfer.foreign.ForeignResult;
import acp.transfer.foreign.ForeignTool;
import acp.transfer.foreign.Pictures;
import acp.transfer.foreign.Telling;
import acp.transfer.foreign.Times;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Agentry's messages mean. They are as a model was sent them: the arguments of a call may be
 * JSON in a text, and a call may have no id, in which case results come in the order of the calls.
 */
final class Messages {
  private final Telling telling;
  private final List<String> unanswered = new ArrayList<>();
  private long number;

  Messages(Telling telling) {
    this.telling = telling;
  }

  /** Tells the next message. */
  void take(JsonNode message) {
    number++;
    Instant at = Times.of(message.get("timestamp"));
    List<Content> content = content(message.path("content"));
    switch (message.path("role").asText()) {
      case "user" -> {
        if (!content.isEmpty()) {
          unanswered.clear();
          telling.prompt(at, content);
        }
      }
      case "assistant" -> assistant(message, content, at);
      case "tool" -> result(message, content, at);
      case "system" -> telling.lost("system prompts");
      default -> telling.lost("messages that could not be read");
    }
  }

  private List<Content> content(JsonNode content) {
    List<Content> pieces = new ArrayList<>();
    if (content.isTextual() && !content.textValue().isEmpty()) {
      pieces.add(new Content.Text(content.textValue()));
    }
    for (JsonNode piece : content.isArray() ? content : List.<JsonNode>of()) {
      JsonNode url = piece.path("image_url");
      Content.Image picture = Pictures.ofData(url.path("url").asText(url.asText("")));
      if (picture != null) {
        pieces.add(picture);
      } else if (piece.path("text").isTextual()) {
        pieces.add(new Content.Text(piece.path("text").textValue()));
      } else {
        telling.lost("pieces of messages");
      }
    }
    return pieces;
  }

  private void assistant(JsonNode message, List<Content> content, @Nullable Instant at) {
    String key = "message " + number;
    telling.thought(at, message.path("thinking").asText(""));
    for (Content piece : content) {
      if (piece instanceof Content.Text text) {
        telling.said(at, key, text.text());
      } else {
        telling.lost("pictures of the agent's");
      }
    }
    int index = 0;
    for (JsonNode call : message.path("tool_calls")) {
      String id = call.path("id").asText("");
      String name = id.isEmpty() ? key + " call " + index : id;
      index++;
      unanswered.add(name);
      JsonNode function = call.path("function");
      telling.call(
          at,
          key,
          name,
          ForeignTool.of(function.path("name").asText("unknown tool"), input(function)));
    }
  }

  private static JsonNode input(JsonNode function) {
    JsonNode arguments = function.path("arguments");
    if (!arguments.isTextual()) {
      return arguments.isMissingNode() ? JsonNodeFactory.instance.objectNode() : arguments;
    }
    JsonNode parsed = Json.value(arguments.textValue());
    return parsed == null
        ? JsonNodeFactory.instance.objectNode().put("arguments", arguments.textValue())
        : parsed;
  }

  private void result(JsonNode message, List<Content> content, @Nullable Instant at) {
    String id = message.path("tool_call_id").asText("");
    String call = id.isEmpty() && !unanswered.isEmpty() ? unanswered.getFirst() : id;
    unanswered.remove(call);
    StringBuilder text = new StringBuilder();
    List<Content.Image> pictures = new ArrayList<>();
    for (Content piece : content) {
      switch (piece) {
        case Content.Text more -> text.append(more.text());
        case Content.Image picture -> pictures.add(picture);
        case Content.Link _, Content.Resource _ -> {}
      }
    }
    JsonNode inner = text.indexOf("{") == 0 ? Json.value(text.toString()) : null;
    boolean failed =
        inner != null && inner.path("success").isBoolean() && !inner.path("success").asBoolean();
    telling.result(at, call, ForeignResult.of(failed, List.of(), text.toString(), pictures));
  }
}
