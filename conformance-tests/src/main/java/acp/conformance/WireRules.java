package acp.conformance;

import acp.conformance.AgentProcess.Output;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every line of every conversation with one process of an agent, whatever the
 * transcript is about: each line is one JSON-RPC message, each response answers a request of ours
 * once, nothing is said about a session before the answer that names it, and nothing is asked that
 * the client did not offer.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/overview">Overview</a>
 */
final class WireRules {
  private final Map<JsonNode, JsonNode> asked = new HashMap<>();
  private final Set<String> sessions = new HashSet<>();
  private final UpdateRules updates = new UpdateRules();
  private JsonNode capabilities = MissingNode.getInstance();
  private boolean initialized;
  private boolean malformedSent;
  private final StringBuilder unfinished = new StringBuilder();

  /** Takes note of a message of ours, before it is sent. */
  void said(JsonNode message) {
    if (!message.has("method") || !message.has("id")) {
      return;
    }
    asked.put(message.get("id"), message);
    if (message.path("method").asText().equals("initialize")) {
      capabilities = message.path("params").path("clientCapabilities");
    }
    String session = textOrNull(message.path("params").path("sessionId"));
    if (session != null) {
      sessions.add(session);
    }
  }

  /** Takes note of bytes of ours that need not be a message. */
  void saidRaw(String text) {
    malformedSent = true;
    unfinished.append(text);
    for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n")) {
      String line = unfinished.substring(0, end);
      unfinished.delete(0, end + 1);
      JsonNode message = readOrNull(line.startsWith("\uFEFF") ? line.substring(1) : line);
      if (message != null) {
        said(message);
      }
    }
  }

  /** Takes note that what was sent last is a line, because the input has ended. */
  void inputEnded() {
    if (!unfinished.isEmpty()) {
      saidRaw("\n");
    }
  }

  private static @Nullable JsonNode readOrNull(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      return null; // Malformed on purpose: there is no id to take note of.
    }
  }

  /**
   * Reads a line of the agent.
   *
   * @throws Mismatch if no agent may say this, or not now
   */
  Heard check(Output.Line line) {
    JsonNode json = parse(line.text());
    if (!json.isObject() || !"2.0".equals(json.path("jsonrpc").textValue())) {
      throw broken("a JSON-RPC 2.0 message", line.text());
    }
    return json.has("method") ? checkCall(line.text(), json) : checkResponse(line.text(), json);
  }

  private static JsonNode parse(String text) {
    if (text.endsWith("\r")) {
      throw broken("a line that ends with a newline alone", text);
    }
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw broken("nothing but JSON on stdout, one value a line", text);
    }
  }

  private Heard checkCall(String text, JsonNode json) {
    String method = json.path("method").asText();
    if (!json.get("method").isTextual() || json.has("result") || json.has("error")) {
      throw broken("a message with a method and without result and error", text);
    }
    if (!initialized && !method.startsWith("$/")) {
      throw broken("nothing before the answer to initialize", text);
    }
    checkOffered(method, text);
    String session = textOrNull(json.path("params").path("sessionId"));
    if (session != null && !sessions.contains(session)) {
      throw broken("nothing about a session before the answer that names it", text);
    }
    String problem = updates.problem(method, json.path("params"), capabilities);
    if (problem != null) {
      throw broken(problem, text);
    }
    return new Heard(text, json, method, session);
  }

  private void checkOffered(String method, String text) {
    boolean offered =
        switch (method) {
          case "fs/read_text_file" -> capabilities.path("fs").path("readTextFile").asBoolean();
          case "fs/write_text_file" -> capabilities.path("fs").path("writeTextFile").asBoolean();
          case "elicitation/create" -> capabilities.path("elicitation").isObject();
          default -> !method.startsWith("terminal/") || capabilities.path("terminal").asBoolean();
        };
    if (!offered) {
      throw broken("no call of " + method + ", which the client does not offer", text);
    }
  }

  private Heard checkResponse(String text, JsonNode json) {
    if (json.has("result") == json.has("error") || !json.has("id")) {
      throw broken("a response with an id and exactly one of result and error", text);
    }
    if (json.has("error")) {
      checkError(json.get("error"), text);
    }
    JsonNode request = asked.remove(json.get("id"));
    if (request == null) {
      if (json.get("id").isNull() && json.has("error") && malformedSent) {
        return new Heard(text, json, "(a malformed line)", null);
      }
      throw broken("a response to a request of ours, once and with its own id", text);
    }
    return answer(text, json, request);
  }

  private Heard answer(String text, JsonNode json, JsonNode request) {
    String method = request.path("method").asText();
    String session = textOrNull(request.path("params").path("sessionId"));
    if (json.has("result")) {
      initialized |= method.equals("initialize");
      String named = textOrNull(json.path("result").path("sessionId"));
      if (named != null) {
        sessions.add(named);
        session = named;
      }
      String problem = UpdateRules.problemOfResult(method, json.get("result"));
      if (problem != null) {
        throw broken(problem, text);
      }
    }
    return new Heard(text, json, method, session);
  }

  private static void checkError(JsonNode error, String text) {
    String message = error.path("message").asText();
    if (!error.path("code").canConvertToInt() || !error.path("code").isIntegralNumber()) {
      throw broken("an error with an integer code", text);
    }
    if (!error.path("message").isTextual() || message.isBlank() || message.contains("\n")) {
      throw broken("an error with a message of one sentence", text);
    }
  }

  /** The tool calls of the session that were told and have not ended, each with its status. */
  List<String> openToolCalls(String session) {
    return updates.openToolCalls(session);
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static Mismatch broken(String rule, String text) {
    return new Mismatch(rule, "heard " + Texts.shorten(text, 2000));
  }
}
