package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for updates and permission requests of one process: the closed lists of version 1, and
 * that a tool call is told before anything else about it. A client drops what breaks these, so the
 * user would not see it.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls">Tool calls</a>
 */
final class UpdateRules {
  private static final Set<String> UPDATES =
      Set.of(
          "user_message_chunk",
          "agent_message_chunk",
          "agent_thought_chunk",
          "tool_call",
          "tool_call_update",
          "plan",
          "available_commands_update",
          "current_mode_update",
          "config_option_update",
          "session_info_update",
          "usage_update",
          "notice",
          "compaction_update",
          "compaction_summary_chunk");
  private static final Set<String> KINDS =
      Set.of(
          "read",
          "edit",
          "delete",
          "move",
          "search",
          "execute",
          "think",
          "fetch",
          "switch_mode",
          "other");
  private static final Set<String> STATUSES =
      Set.of("pending", "in_progress", "completed", "failed");
  private static final Set<String> STOPS =
      Set.of("end_turn", "max_tokens", "max_turn_requests", "refusal", "cancelled");

  private final Map<String, Map<String, String>> toolCalls = new HashMap<>();

  /** The rule that is broken, or {@code null}. */
  @Nullable String problem(String method, JsonNode params, JsonNode capabilities) {
    if (method.equals("session/update")) {
      return problemOfUpdate(params, capabilities);
    }
    if (method.equals("session/request_permission")) {
      return problemOfPermission(params);
    }
    return null;
  }

  /** The rule that a result breaks, or {@code null}. */
  static @Nullable String problemOfResult(String method, JsonNode result) {
    if (!result.isObject()) {
      return "a result that is an object";
    }
    if (method.equals("session/prompt") && !STOPS.contains(result.path("stopReason").asText())) {
      return "a stopReason of the protocol";
    }
    return null;
  }

  private @Nullable String problemOfUpdate(JsonNode params, JsonNode capabilities) {
    JsonNode update = params.path("update");
    String kind = update.path("sessionUpdate").asText();
    if (!params.path("sessionId").isTextual() || !UPDATES.contains(kind)) {
      return "a session/update with a sessionId and a kind of update that the protocol has";
    }
    return switch (kind) {
      case "tool_call", "tool_call_update" ->
          problemOfToolCall(params, update, kind.equals("tool_call"));
      case "notice" ->
          offered(capabilities, "notices") ? null : "no notice, which the client does not take";
      case "compaction_update", "compaction_summary_chunk" ->
          offered(capabilities, "compaction")
              ? null
              : "no compaction, which the client does not take";
      default -> null;
    };
  }

  private static boolean offered(JsonNode capabilities, String feature) {
    return capabilities.path("session").path(feature).isObject();
  }

  private @Nullable String problemOfToolCall(JsonNode params, JsonNode update, boolean isFirst) {
    Map<String, String> known =
        toolCalls.computeIfAbsent(params.path("sessionId").asText(), session -> new HashMap<>());
    String id = update.path("toolCallId").asText();
    if (id.isEmpty() || (isFirst && !update.path("title").isTextual())) {
      return "a tool call with a toolCallId, and a title when it is told first";
    }
    if (!isFirst && !known.containsKey(id)) {
      return "a tool_call before its tool_call_update";
    }
    if (isFirst || update.path("status").isTextual()) {
      known.put(id, update.path("status").asText("pending"));
    }
    if (!isOneOf(KINDS, update.path("kind")) || !isOneOf(STATUSES, update.path("status"))) {
      return "a kind and a status of the protocol in a tool call";
    }
    return null;
  }

  private @Nullable String problemOfPermission(JsonNode params) {
    String call = params.path("toolCall").path("toolCallId").asText();
    if (!toolCalls.getOrDefault(params.path("sessionId").asText(), Map.of()).containsKey(call)) {
      return "a tool_call before the permission is asked for it";
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode option : params.path("options")) {
      if (!ids.add(option.path("optionId").asText()) || !option.path("name").isTextual()) {
        return "permission options with a name, each with an optionId of its own";
      }
    }
    return ids.isEmpty() ? "permission options to choose from" : null;
  }

  /** The tool calls of the session that were told and have not ended. */
  List<String> openToolCalls(String session) {
    return toolCalls.getOrDefault(session, Map.of()).entrySet().stream()
        .filter(call -> !call.getValue().equals("completed") && !call.getValue().equals("failed"))
        .map(call -> call.getKey() + " is " + call.getValue())
        .toList();
  }

  private static boolean isOneOf(Set<String> values, JsonNode value) {
    return value.isMissingNode() || value.isNull() || values.contains(value.asText());
  }
}
