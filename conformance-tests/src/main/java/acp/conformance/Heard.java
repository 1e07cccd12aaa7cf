package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * A message of the agent, known to be well-formed.
 *
 * @param text the line as it came
 * @param json the same, read
 * @param method what a request or notification asks, or what our request asked that this response
 *     answers
 * @param session the session this is about, or {@code null} if it is about none
 */
record Heard(String text, JsonNode json, String method, @Nullable String session) {

  boolean isResponse() {
    return !json.has("method");
  }

  boolean isRequest() {
    return json.has("method") && json.has("id");
  }

  /** The id of a request or response. */
  JsonNode id() {
    return json.has("id") ? json.get("id") : MissingNode.getInstance();
  }

  /** The body of a {@code session/update}, missing in other messages. */
  JsonNode update() {
    return json.path("params").path("update");
  }

  /**
   * Whether this answers a request that works on the session, so that no update of that work may
   * follow.
   */
  boolean endsWorkOn(@Nullable String asked) {
    boolean works = method.equals("session/prompt") || method.equals("session/load");
    return isResponse() && works && asked != null && asked.equals(session);
  }

  /** A few words for people. */
  String label() {
    if (isResponse()) {
      return "the response to " + method + " (id " + id() + ")";
    }
    String kind = update().path("sessionUpdate").asText();
    return kind.isEmpty() ? method : kind;
  }
}
