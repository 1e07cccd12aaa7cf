package acp.transfer.codex;

import acp.event.Content;
import acp.event.Event;
import acp.event.Outcome;
import acp.transfer.Json;
import acp.transfer.foreign.ForeignResult;
import acp.transfer.foreign.ForeignTool;
import acp.transfer.foreign.LinePull;
import acp.transfer.foreign.Pictures;
import acp.transfer.foreign.Plans;
import acp.transfer.foreign.Telling;
import acp.transfer.foreign.Times;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One session of Codex. What the model was sent and answered is told; the notices for its own
 * screen say the same again, but for what calls took and how a turn ended.
 */
final class CodexReading extends LinePull {
  /** How messages of the user begin that the user did not write. */
  private static final List<String> CONTEXT =
      List.of(
          "<environment_context>",
          "<user_instructions>",
          "<INSTRUCTIONS>",
          "<turn_aborted>",
          "<permissions instructions>",
          "<skill>",
          "# AGENTS.md instructions");

  /** How the text of a result says that a command failed. */
  private static final Pattern EXIT =
      Pattern.compile("(?m)^(?:Exit code: |Process exited with code )[1-9]");

  /** Notices that say again what is told anyway. */
  private static final Set<String> AGAIN =
      Set.of(
          "user_message",
          "agent_message",
          "agent_reasoning",
          "agent_reasoning_raw_content",
          "task_started",
          "turn_started",
          "task_complete",
          "turn_complete",
          "context_compacted");

  private String model = "";
  private String provider = "openai";
  private long number;

  CodexReading(Path file, String id) {
    super(new Telling(CodexRollout.NAME, id), file);
  }

  @Override
  protected void take(ObjectNode line, Telling telling) {
    Instant at = Times.of(line.path("timestamp").textValue());
    JsonNode payload = line.path("payload");
    number++;
    switch (line.path("type").asText()) {
      case "session_meta" -> meta(payload, at, telling);
      case "response_item" -> item(payload, at, telling);
      case "event_msg" -> notice(payload, at, telling);
      case "turn_context" -> {
        telling.cwd(payload.path("cwd").textValue());
        model = payload.path("model").asText(model);
      }
      case "compacted" -> telling.compacted(at, payload.path("message").asText(""));
      case "" -> meta(line, at, telling);
      default -> item(line, at, telling);
    }
  }

  private void meta(JsonNode meta, @Nullable Instant at, Telling telling) {
    if (meta.has("record_type")) {
      return;
    }
    telling.cwd(meta.path("cwd").textValue());
    provider = meta.path("model_provider").asText(provider);
    telling.created(at);
  }

  private void item(JsonNode item, @Nullable Instant at, Telling telling) {
    String type = item.path("type").asText();
    switch (type) {
      case "message" -> message(item, at, telling);
      case "reasoning" -> reasoning(item, at, telling);
      case "function_call" -> {
        String arguments = item.path("arguments").asText("");
        JsonNode input = Json.value(arguments);
        call(item, input == null ? input("arguments", arguments) : input, at, telling);
      }
      case "custom_tool_call" ->
          call(item, input("input", item.path("input").asText()), at, telling);
      case "local_shell_call" -> {
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("name", "shell");
        call.put("call_id", item.path("call_id").asText(item.path("id").asText()));
        call(call, item.path("action"), at, telling);
      }
      case "function_call_output", "custom_tool_call_output" -> output(item, at, telling);
      case "web_search_call" -> {
        String id = "search " + number;
        telling.call(at, id, id, ForeignTool.of("web_search", item.get("action")));
        telling.result(at, id, ForeignResult.of(false, List.of(), "", List.of()));
      }
      default -> telling.lost("items" + (type.matches("\\w{1,40}") ? " of type " + type : ""));
    }
  }

  private static JsonNode input(String name, String text) {
    return JsonNodeFactory.instance.objectNode().put(name, text);
  }

  private void message(JsonNode item, @Nullable Instant at, Telling telling) {
    String role = item.path("role").asText();
    List<Content> content = new ArrayList<>();
    for (JsonNode piece : item.path("content")) {
      Content.Image picture = Pictures.ofData(piece.path("image_url").asText(""));
      if (picture != null) {
        content.add(picture);
      } else if (piece.path("text").isTextual()) {
        content.add(new Content.Text(piece.path("text").textValue()));
      } else {
        telling.lost("pieces of messages");
      }
    }
    if (role.equals("assistant")) {
      for (Content piece : content) {
        if (piece instanceof Content.Text text) {
          telling.said(at, "message " + number, text.text());
        }
      }
    } else if (!role.equals("user") || isContext(content)) {
      telling.lost("instructions and notes for the model");
    } else if (!content.isEmpty()) {
      telling.prompt(at, content);
    }
  }

  private static boolean isContext(List<Content> content) {
    return !content.isEmpty()
        && content.getFirst() instanceof Content.Text text
        && CONTEXT.stream().anyMatch(text.text().stripLeading()::startsWith);
  }

  private static void reasoning(JsonNode item, @Nullable Instant at, Telling telling) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : item.path("summary")) {
      text.append(text.isEmpty() ? "" : "\n\n").append(part.path("text").asText());
    }
    for (JsonNode part : text.isEmpty() ? item.path("content") : List.<JsonNode>of()) {
      text.append(part.path("text").asText());
    }
    telling.thought(at, text.toString());
    telling.lost("thoughts that are encrypted", item.hasNonNull("encrypted_content") ? 1 : 0);
  }

  private void call(JsonNode item, JsonNode input, @Nullable Instant at, Telling telling) {
    String name = item.path("name").asText();
    telling.call(at, "call " + number, item.path("call_id").asText(), ForeignTool.of(name, input));
    if (name.equals("update_plan") && input.path("plan").isArray()) {
      telling.plan(at, Plans.of(input.path("plan"), "step"));
    }
  }

  /** The result is a text, which may be JSON that holds the text, or a list of pieces. */
  private static void output(JsonNode item, @Nullable Instant at, Telling telling) {
    JsonNode output = item.path("output");
    boolean failed = output.has("success") && !output.path("success").asBoolean();
    JsonNode content = output.isObject() ? output.path("content") : output;
    StringBuilder text = new StringBuilder();
    List<Content.Image> pictures = new ArrayList<>();
    if (content.isTextual()) {
      text.append(content.textValue());
    }
    for (JsonNode piece : content.isArray() ? content : List.<JsonNode>of()) {
      Content.Image picture = Pictures.ofData(piece.path("image_url").asText(""));
      if (picture != null) {
        pictures.add(picture);
      }
      text.append(piece.path("text").asText(""));
    }
    JsonNode inner = text.indexOf("{") == 0 ? Json.value(text.toString()) : null;
    String told = text.toString();
    if (inner != null && inner.path("output").isTextual()) {
      told = inner.path("output").textValue();
      failed |= inner.path("metadata").path("exit_code").asInt() != 0;
    }
    failed |= EXIT.matcher(told.substring(0, Math.min(told.length(), 400))).find();
    telling.result(
        at, item.path("call_id").asText(), ForeignResult.of(failed, List.of(), told, pictures));
  }

  private void notice(JsonNode event, @Nullable Instant at, Telling telling) {
    String type = event.path("type").asText();
    switch (type) {
      case "token_count" -> usage(event.path("info"), at, telling);
      case "turn_aborted" -> telling.outcome(Outcome.stopped(Outcome.Reason.CANCELLED));
      case "thread_name_updated" -> telling.title(at, event.path("thread_name").textValue());
      case "error" ->
          telling.notice(at, Event.Severity.ERROR, event.path("message").asText("Error"), null);
      default -> {
        if (!AGAIN.contains(type)) {
          telling.lost("notices" + (type.matches("\\w{1,40}") ? " of type " + type : ""));
        }
      }
    }
  }

  private void usage(JsonNode info, @Nullable Instant at, Telling telling) {
    JsonNode last = info.path("last_token_usage");
    if (last.isObject() && last.path("total_tokens").asLong() > 0) {
      telling.usage(
          at,
          new Event.UsageReported(
              model.isEmpty() ? provider : provider + "/" + model,
              last.path("input_tokens").asLong(),
              last.path("output_tokens").asLong(),
              last.path("cached_input_tokens").asLong(),
              Math.max(0, info.path("model_context_window").asLong())));
    }
  }
}
