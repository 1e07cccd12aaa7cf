package acp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import reactor.core.publisher.Mono;

/**
 * Something the model may call. Stateless and thread-safe; what a call needs comes with its
 * context.
 */
public interface Tool {

  /** How the model sees it. Made when asked for, so a {@link Toolbox} asks once. */
  ToolSpec spec();

  /**
   * Says what a call would do, without doing it: no file is changed, no command run. May read, to
   * show a change before it is made.
   *
   * @return fails with an {@link acp.protocol.AcpException} if the input is malformed or leaves the
   *     workspace; its message is told to the model, and the turn goes on
   */
  Mono<Intent> intend(JsonNode input, ToolContext context);

  /**
   * Does it. Called at most once per intent, after the intent was allowed. A failure is a {@link
   * ToolResult} for the model; an error signal is a fault of ours. Unsubscribing stops it at once,
   * with everything it started.
   */
  Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context);
}
