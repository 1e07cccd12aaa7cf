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
 * Asks by a form.
 *
 * @param message what is asked, for people
 * @param scope what it belongs to
 * @param requestedSchema the form to fill in
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public record ElicitationFormMode(
    String message,
    @JsonUnwrapped ElicitationScope scope,
    ElicitationSchema requestedSchema,
    @Meta @Nullable ObjectNode meta)
    implements CreateElicitationRequest {
  public ElicitationFormMode {
    requireNonNull(message, "message");
    requireNonNull(scope, "scope");
    requireNonNull(requestedSchema, "requestedSchema");
  }

  /** Reads the question from its fields, among which those of its scope stand. */
  @JsonCreator
  static ElicitationFormMode read(
      @JsonProperty("message") String message,
      @JsonProperty("sessionId") @Nullable SessionId sessionId,
      @JsonProperty("toolCallId") @Lenient @Nullable ToolCallId toolCallId,
      @JsonProperty("requestId") @Nullable RequestId requestId,
      @JsonProperty("requestedSchema") ElicitationSchema requestedSchema,
      @Meta @Nullable ObjectNode meta) {
    return new ElicitationFormMode(
        message, ElicitationScope.of(sessionId, toolCallId, requestId), requestedSchema, meta);
  }

  @Override
  public String mode() {
    return "form";
  }
}
