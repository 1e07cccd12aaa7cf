package acp.conformance.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One thing that the model does in an answer, or that goes wrong with it. */
sealed interface Step {

  /** It thinks aloud; where the dialect has it, sealed. */
  record Think(String text) implements Step {}

  /** It says something. */
  record Say(String text) implements Step {}

  /** It calls a tool. */
  record Call(String name, ObjectNode arguments) implements Step {}

  /** It ends for that reason; without such a step it has said all, or waits for its calls. */
  record Stop(Reason reason) implements Step {}

  /** What came since its last answer must hold a match of this. */
  record Expect(Pattern pattern) implements Step {}

  /**
   * There is no answer, but this status.
   *
   * @param retryAfter seconds; null to say nothing of it
   */
  record Status(int code, @Nullable Integer retryAfter, String message) implements Step {}

  /** The answer breaks off with an event that says so. */
  record Fail(String message) implements Step {}

  /** Nothing comes for so many milliseconds. */
  record Pause(int millis) implements Step {}

  /** From here on the bytes come in chunks of this size, whatever they cut. */
  record Pieces(int bytes) implements Step {}

  /** The connection is closed. */
  record Cut() implements Step {}

  /** A chunk comes that is none. */
  record Broken() implements Step {}

  /** Nothing comes until the client hangs up. */
  record Hang() implements Step {}

  /** Why an answer ends. */
  enum Reason {
    DONE,
    CALLS,
    MAX_TOKENS,
    REFUSAL
  }
}
