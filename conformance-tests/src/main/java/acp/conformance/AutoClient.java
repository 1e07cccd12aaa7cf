package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small editor: answers those requests of the agent that a transcript lets pass, as far as it was
 * told to.
 *
 * <p>What it was not told to answer stays unanswered, as with a user who is away.
 */
final class AutoClient {
  private @Nullable String permission;
  private @Nullable ObjectNode elicitation;
  private boolean files;
  private @Nullable String terminalOutput;
  private final Map<Path, String> buffers = new HashMap<>();
  private final Set<String> terminals = new HashSet<>();
  private int lastTerminal;

  void answerPermissions(String kind) {
    permission = kind;
  }

  void answerElicitations(String action, @Nullable JsonNode content) {
    ObjectNode answer = Json.object().put("action", action);
    if (content != null) {
      answer.set("content", content);
    }
    elicitation = answer;
  }

  void serveFiles() {
    files = true;
  }

  /** Holds an unsaved text of the file, which is served and written instead of the disk's. */
  void open(Path file, String text) {
    files = true;
    buffers.put(file, text);
  }

  /** The text of the file that is held; {@code null} if none is. */
  @Nullable String buffer(Path file) {
    return buffers.get(file);
  }

  void serveTerminals(String output) {
    terminalOutput = output;
  }

  /** The response to a request of the agent, or {@code null} to leave it unanswered. */
  @Nullable ObjectNode answer(Heard request) {
    ObjectNode response = Json.object();
    response.put("jsonrpc", "2.0").set("id", request.id());
    JsonNode params = request.json().path("params");
    String method = request.method();
    if (method.equals("session/request_permission") && permission != null) {
      return response.set("result", outcome(params, permission));
    }
    if (method.equals("elicitation/create") && elicitation != null) {
      return response.set("result", elicitation.deepCopy());
    }
    if (method.startsWith("fs/") && files) {
      return serve(method, params, response);
    }
    if (method.startsWith("terminal/") && terminalOutput != null) {
      return terminal(method, params, terminalOutput, response);
    }
    return null;
  }

  private static JsonNode outcome(JsonNode params, String kind) {
    ObjectNode result = Json.object();
    for (JsonNode option : params.path("options")) {
      if (option.path("kind").asText().equals(kind)) {
        result
            .putObject("outcome")
            .put("outcome", "selected")
            .set("optionId", option.get("optionId"));
        return result;
      }
    }
    result.putObject("outcome").put("outcome", "cancelled");
    return result;
  }

  private ObjectNode serve(String method, JsonNode params, ObjectNode response) {
    try {
      Path path = Path.of(params.path("path").asText());
      if (!path.isAbsolute()) {
        throw new NoSuchFileException(path.toString());
      }
      String buffer = buffers.get(path);
      if (!method.equals("fs/write_text_file")) {
        String text = buffer == null ? Files.readString(path) : buffer;
        response.putObject("result").put("content", part(text, params));
        return response;
      }
      String content = params.path("content").asText();
      if (buffer == null) {
        Files.writeString(path, content);
      } else {
        buffers.put(path, content);
      }
      response.putObject("result");
    } catch (IOException | InvalidPathException e) {
      response.putObject("error").put("code", -32002).put("message", "There is no such file");
    }
    return response;
  }

  private static String part(String text, JsonNode params) {
    if (!params.has("line") && !params.has("limit")) {
      return text;
    }
    List<String> lines = text.lines().toList();
    int from = Math.min(lines.size(), Math.max(0, params.path("line").asInt(1) - 1));
    int to = (int) Math.min(lines.size(), from + params.path("limit").asLong(lines.size()));
    return String.join("\n", lines.subList(from, to));
  }

  private ObjectNode terminal(String method, JsonNode params, String output, ObjectNode response) {
    String id = params.path("terminalId").asText();
    if (!method.equals("terminal/create") && !terminals.contains(id)) {
      response.putObject("error").put("code", -32002).put("message", "There is no such terminal");
      return response;
    }
    ObjectNode result = response.putObject("result");
    switch (method) {
      case "terminal/create" -> {
        String made = "terminal-" + ++lastTerminal;
        terminals.add(made);
        result.put("terminalId", made);
      }
      case "terminal/output" ->
          result
              .put("output", output)
              .put("truncated", false)
              .putObject("exitStatus")
              .put("exitCode", 0);
      case "terminal/wait_for_exit" -> result.put("exitCode", 0);
      case "terminal/release" -> terminals.remove(id);
      default -> {}
    }
    return response;
  }
}
