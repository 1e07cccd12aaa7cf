package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A notification or request of the agent that is waited for: which of those that come are of its
 * kind, and what ends the wait.
 *
 * @param expected what is expected of it
 * @param session the session it is about, with what is known of the variables; may be missing
 */
record AwaitedCall(JsonNode expected, JsonNode session) {

  /**
   * Whether the call is of the kind asked: method, session, kind of update, and all the fields of
   * it that are asked.
   */
  boolean isKindOf(Heard next) {
    if (!next.method().equals(expected.path("method").asText())
        || next.isRequest() != expected.has("id")) {
      return false;
    }
    if (session.isTextual() && !session.textValue().equals(next.session()) && !isPattern(session)) {
      return false;
    }
    JsonNode update = expected.path("params").path("update");
    for (String field : (Iterable<String>) update::fieldNames) {
      boolean mustBeAbsent = update.get(field).asText().equals("-");
      if (!mustBeAbsent && !next.update().has(field)) {
        return false;
      }
    }
    return isOfItsStage(update, next.update());
  }

  private static boolean isOfItsStage(JsonNode asked, JsonNode heard) {
    if (isFinal(asked.path("status")) && !isFinal(heard.path("status"))) {
      return false;
    }
    if (asked.path("sessionUpdate").asText().equals("tool_call")
        && asked.path("kind").isTextual()
        && !isPattern(asked.get("kind"))
        && !asked.get("kind").equals(heard.get("kind"))) {
      return false; // an agent may look at a file before it changes it
    }
    return !asked.has("sessionUpdate")
        || asked.get("sessionUpdate").equals(heard.get("sessionUpdate"));
  }

  /** Whether the response ends the work that the call would be part of. */
  boolean isEndedBy(Heard response) {
    return response.endsWorkOn(sessionOrNull());
  }

  private @Nullable String sessionOrNull() {
    return session.isTextual() ? session.textValue() : null;
  }

  private static boolean isFinal(JsonNode status) {
    return status.asText().equals("completed") || status.asText().equals("failed");
  }

  private static boolean isPattern(JsonNode value) {
    String text = value.textValue();
    return text.startsWith("*") || text.startsWith("$");
  }
}
