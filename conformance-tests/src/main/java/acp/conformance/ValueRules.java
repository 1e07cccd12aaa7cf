package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a schema cannot say of values: paths are absolute, lines count from 1, what is current is
 * one of what there is, ids differ, and words of one's own begin with an underscore.
 */
final class ValueRules {
  private static final Pattern ABSOLUTE =
      Pattern.compile("/.*|[A-Za-z]:[\\\\/].*|\\\\\\\\.*", Pattern.DOTALL);
  private static final Set<String> CATEGORIES =
      Set.of("mode", "model", "model_config", "thought_level");

  private final Breaches breaches;
  private final Map<String, Set<String>> modes = new HashMap<>();

  ValueRules(Breaches breaches) {
    this.breaches = breaches;
  }

  void check(Heard message) {
    JsonNode params = message.json().path("params");
    if (message.isResponse()) {
      result(message, message.json().path("result"));
      return;
    }
    switch (message.method()) {
      case "session/update" -> update(message, message.update());
      case "session/request_permission" -> toolCall(message, params.path("toolCall"));
      case "fs/read_text_file", "fs/write_text_file" -> {
        path(message, params.path("path"));
        line(message, params.path("line"));
      }
      case "terminal/create" -> path(message, params.path("cwd"));
      default -> {}
    }
  }

  private void update(Heard message, JsonNode update) {
    switch (update.path("sessionUpdate").asText()) {
      case "tool_call", "tool_call_update" -> toolCall(message, update);
      case "current_mode_update" ->
          mode(message, update.path("currentModeId"), modes.get(String.valueOf(message.session())));
      case "config_option_update" -> options(message, update.path("configOptions"));
      default -> {}
    }
  }

  private void toolCall(Heard message, JsonNode call) {
    for (JsonNode item : call.path("content")) {
      if (item.path("type").asText().equals("diff")) {
        path(message, item.path("path"));
      }
    }
    for (JsonNode location : call.path("locations")) {
      path(message, location.path("path"));
      line(message, location.path("line"));
    }
  }

  private void result(Heard message, JsonNode result) {
    JsonNode state = result.path("modes");
    if (state.isObject()) {
      Set<String> available = new HashSet<>();
      state.path("availableModes").forEach(mode -> available.add(mode.path("id").asText()));
      modes.put(String.valueOf(message.session()), available);
      mode(message, state.path("currentModeId"), available);
    }
    options(message, result.path("configOptions"));
    for (JsonNode session : result.path("sessions")) {
      path(message, session.path("cwd"));
      session.path("additionalDirectories").forEach(folder -> path(message, folder));
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode method : result.path("authMethods")) {
      if (!ids.add(method.path("id").asText())) {
        breaches.add(
            "wire.auth-method-ids-differ", "an id for each authentication method", message);
      }
    }
  }

  private void mode(Heard message, JsonNode current, @Nullable Set<String> available) {
    if (available != null && current.isTextual() && !available.contains(current.textValue())) {
      breaches.add(
          "wire.current-mode-is-available", "a current mode that is one of the available", message);
    }
  }

  private void options(Heard message, JsonNode options) {
    for (JsonNode option : options) {
      String category = option.path("category").asText("_");
      if (!category.startsWith("_") && !CATEGORIES.contains(category)) {
        breaches.add(
            "wire.custom-words-begin-with-underscore",
            "a category of the protocol, or one that begins with an underscore",
            message);
      }
      if (option.path("type").asText().equals("select")
          && !has(option.path("options"), option.path("currentValue"))) {
        breaches.add(
            "wire.current-value-is-available",
            "a current value that is one of the options",
            message);
      }
    }
  }

  /** The values stand in a list, or in groups of such lists. */
  private static boolean has(JsonNode options, JsonNode value) {
    for (JsonNode option : options) {
      if (value.equals(option.get("value")) || has(option.path("options"), value)) {
        return true;
      }
    }
    return false;
  }

  private void path(Heard message, JsonNode path) {
    if (path.isTextual() && !ABSOLUTE.matcher(path.textValue()).matches()) {
      breaches.add("wire.paths-are-absolute", "an absolute path instead of " + path, message);
    }
  }

  private void line(Heard message, JsonNode line) {
    if (line.isIntegralNumber() && line.longValue() < 1) {
      breaches.add("wire.lines-count-from-one", "a line number from 1 on", message);
    }
  }
}
