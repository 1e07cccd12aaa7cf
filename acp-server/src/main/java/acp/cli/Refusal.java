package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** The server answered with an error. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;
  private static final int INVALID_PARAMS = -32602;
  private static final int NOT_FOUND = -32002;

  private final transient JsonNode error;

  Refusal(JsonNode error) {
    this.error = error;
  }

  /** As it came, or as if it had come. */
  JsonNode error() {
    return error;
  }

  /** What happened, for people, with what the error says besides where that helps. */
  String sentence() {
    String message = error.path("message").asText("it failed and did not say why");
    String details = error.path("data").path("details").asText("");
    return details.isEmpty() ? message : message + ": " + details;
  }

  /** True if what was asked for cannot be meant; else it could not be done. */
  boolean isMisunderstanding() {
    return error.path("code").asInt() == INVALID_PARAMS;
  }

  /** True if what was named is not there. */
  boolean isNotFound() {
    return error.path("code").asInt() == NOT_FOUND;
  }
}
