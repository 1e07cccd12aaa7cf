package acp.conformance;

import acp.conformance.AgentProcess.Output;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every line of every conversation with one process of an agent, whatever the
 * transcript is about. What breaks a rule so that nobody could go on ends the transcript: a line
 * that is no message, an answer to nothing, a call that the client does not serve. All else is told
 * to the {@link Breaches}, and the conversation goes on.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/overview">Overview</a>
 */
final class WireRules {
  private final Breaches breaches;
  private final Map<JsonNode, JsonNode> asked = new HashMap<>();
  private final Set<JsonNode> waiting = new HashSet<>();
  private final Set<String> sessions = new HashSet<>();
  private final OfferRules offers;
  private final SchemaRules schema;
  private final ToolCallRules toolCalls;
  private final TerminalRules terminals;
  private final ValueRules values;
  private boolean initialized;
  private boolean malformedSent;
  private final StringBuilder unfinished = new StringBuilder();

  WireRules(Breaches breaches) {
    this.breaches = breaches;
    this.offers = new OfferRules(breaches);
    this.schema = new SchemaRules(breaches);
    this.toolCalls = new ToolCallRules(breaches);
    this.terminals = new TerminalRules(breaches);
    this.values = new ValueRules(breaches);
  }

  /** Takes note of a message of ours, before it is sent. */
  void said(JsonNode message) {
    if (!message.has("id")) {
      return;
    }
    JsonNode id = message.get("id");
    if (!message.has("method")) {
      waiting.remove(id);
      terminals.answered(id, message);
      return;
    }
    asked.put(id, message);
    String session = textOrNull(message.path("params").path("sessionId"));
    if (session != null) {
      sessions.add(session);
    }
    switch (message.path("method").asText()) {
      case "initialize" -> offers.offered(message.path("params").path("clientCapabilities"));
      case "session/load" -> toolCalls.replayAsked(String.valueOf(session));
      default -> {}
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
   * @throws Mismatch if no agent may say this, or not now, and there is no way to go on
   */
  Heard check(Output.Line line) {
    JsonNode json = parse(line.text());
    if (!json.isObject() || !"2.0".equals(json.path("jsonrpc").textValue())) {
      throw broken("wire.nothing-but-messages", "a JSON-RPC 2.0 message", line.text());
    }
    Heard heard =
        json.has("method") ? checkCall(line.text(), json) : checkResponse(line.text(), json);
    schema.check(heard);
    toolCalls.check(heard);
    terminals.check(heard);
    values.check(heard);
    offers.check(heard);
    return heard;
  }

  private JsonNode parse(String text) {
    String rule = "a line that holds one whole message and ends with a newline alone";
    if (text.endsWith("\r")) {
      breaches.add(Mismatch.of("wire.one-message-per-line", rule, shortened(text)));
    }
    try {
      return Json.read(text);
    } catch (JsonEOFException e) {
      throw broken("wire.one-message-per-line", rule, text);
    } catch (JsonProcessingException e) {
      throw broken(
          "wire.nothing-but-messages", "nothing but JSON on stdout, one value a line", text);
    }
  }

  private Heard checkCall(String text, JsonNode json) {
    String method = json.path("method").asText();
    if (!json.get("method").isTextual() || json.has("result") || json.has("error")) {
      throw broken(
          "wire.nothing-but-messages", "a message with a method, without result and error", text);
    }
    String session = textOrNull(json.path("params").path("sessionId"));
    Heard heard = new Heard(text, json, method, session);
    if (!initialized && !method.startsWith("$/")) {
      breaches.add(
          "wire.nothing-before-initialize", "nothing before the answer to initialize", heard);
    }
    if (session != null && !sessions.contains(session)) {
      breaches.add(
          "wire.session-is-known",
          "nothing about a session before the answer that names it",
          heard);
    }
    if (heard.isRequest() && !waiting.add(heard.id())) {
      breaches.add("wire.request-ids-differ", "an id that no other request waits with", heard);
    }
    return heard;
  }

  private Heard checkResponse(String text, JsonNode json) {
    if (json.has("result") == json.has("error") || !json.has("id")) {
      throw broken(
          "wire.nothing-but-messages",
          "a response with an id and exactly one of result and error",
          text);
    }
    JsonNode request = asked.remove(json.get("id"));
    if (request == null) {
      if (json.get("id").isNull() && json.has("error") && malformedSent) {
        return new Heard(text, json, "(a malformed line)", null);
      }
      throw broken(
          "wire.answers-its-request",
          "a response to a request of ours, once and with its own id",
          text);
    }
    String session = textOrNull(request.path("params").path("sessionId"));
    String method = request.path("method").asText();
    if (json.has("result")) {
      initialized |= method.equals("initialize");
      String named = textOrNull(json.path("result").path("sessionId"));
      if (named != null) {
        sessions.add(named);
        session = named;
      }
    }
    return new Heard(text, json, method, session);
  }

  /** The tool calls of the session that were told and have not ended, each with its status. */
  List<String> openToolCalls(String session) {
    return toolCalls.open(session);
  }

  /** The terminals that the agent has made and not released; none while a prompt is running. */
  Set<String> leftTerminals() {
    boolean isWorking =
        asked.values().stream()
            .anyMatch(request -> request.path("method").asText().equals("session/prompt"));
    return isWorking ? Set.of() : terminals.alive();
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static Mismatch broken(String requirement, String rule, String text) {
    return Mismatch.of(requirement, rule, shortened(text));
  }

  private static String shortened(String text) {
    return Texts.shorten(text, 2000);
  }
}
