package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Asks at a URL that the client opens with the user's consent.
 *
 * @param message what is asked, for people
 * @param scope what it belongs to
 * @param elicitationId the question, for {@code elicitation/complete}
 * @param url where the user is to go
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public record ElicitationUrlMode(
    String message,
    @JsonUnwrapped ElicitationScope scope,
    ElicitationId elicitationId,
    String url,
    @Meta @Nullable ObjectNode meta)
    implements CreateElicitationRequest {
  public ElicitationUrlMode {
    requireNonNull(message, "message");
    requireNonNull(scope, "scope");
    requireNonNull(elicitationId, "elicitationId");
    requireNonNull(url, "url");
  }

  /** Reads the question from its fields, among which those of its scope stand. */
  @JsonCreator
  static ElicitationUrlMode read(
      @JsonProperty("message") String message,
      @JsonProperty("sessionId") @Nullable SessionId sessionId,
      @JsonProperty("toolCallId") @Lenient @Nullable ToolCallId toolCallId,
      @JsonProperty("requestId") @Nullable RequestId requestId,
      @JsonProperty("elicitationId") ElicitationId elicitationId,
      @JsonProperty("url") String url,
      @Meta @Nullable ObjectNode meta) {
    return new ElicitationUrlMode(
        message, ElicitationScope.of(sessionId, toolCallId, requestId), elicitationId, url, meta);
  }

  @Override
  public String mode() {
    return "url";
  }
}
