package acp.surface.v1;

import acp.event.Tokens;
import acp.protocol.v1.PromptResponse;
import acp.protocol.v1.StopReason;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a turn took, in the answer to its prompt. The protocol has not settled a field for it; until
 * then it stands in the metadata, and in that field only where the user has asked for it.
 *
 * @param inputTokens tokens sent, cached ones included
 * @param cachedReadTokens of these, those read from a cache
 * @param cachedWriteTokens of these, those written to one; null where none were, since most
 *     providers do not tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsageV1(
    long totalTokens,
    long inputTokens,
    long outputTokens,
    long cachedReadTokens,
    @Nullable Long cachedWriteTokens) {
  /** Its name in the metadata. */
  static final String META = "acp-server/usage";

  /** An answer with the unsettled field. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Response(StopReason stopReason, UsageV1 usage) {}

  /**
   * The answer to a prompt.
   *
   * @param took what its turn took; without a call to a model nothing is told, nor when it was
   *     cancelled, because it may never have begun
   */
  static Object answer(StopReason reason, Tokens took, boolean unstable) {
    if (took.requests() == 0 || reason == StopReason.CANCELLED) {
      return PromptResponse.of(reason);
    }
    UsageV1 usage =
        new UsageV1(
            took.input() + took.output(),
            took.input(),
            took.output(),
            took.cached(),
            took.written() > 0 ? took.written() : null);
    return unstable
        ? new Response(reason, usage)
        : new PromptResponse(reason, JsonNodeFactory.instance.objectNode().set(META, usage.json()));
  }

  private ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("totalTokens", totalTokens)
            .put("inputTokens", inputTokens)
            .put("outputTokens", outputTokens)
            .put("cachedReadTokens", cachedReadTokens);
    return cachedWriteTokens == null ? json : json.put("cachedWriteTokens", cachedWriteTokens);
  }
}
