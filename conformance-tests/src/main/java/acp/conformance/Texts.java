package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/** How the kit shows long texts to people. */
final class Texts {
  private Texts() {}

  /** What kind of message an expectation waits for, in a few words. */
  static String kind(JsonNode expected) {
    JsonNode update = expected.path("params").path("update");
    if (update.path("sessionUpdate").isTextual()) {
      String kind =
          update.path("kind").isTextual() ? " of kind " + update.path("kind").asText() : "";
      return update.path("sessionUpdate").asText() + kind;
    }
    return expected.has("method") ? expected.path("method").asText() : "an answer";
  }

  /** The text itself, or its beginning and a note of how long it was. */
  static String shorten(String text, int limit) {
    return text.length() <= limit
        ? text
        : text.substring(0, limit) + "… (" + text.length() + " characters)";
  }

  /**
   * The text without control characters but newlines and tabs: what an agent says must not move a
   * terminal's cursor.
   */
  static String withoutControls(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\n\t]]", "\uFFFD");
  }
}
