package acp.event;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** How a turn ended. */
public sealed interface Outcome {

  /** It came to an end of its own. */
  record Stopped(Reason reason) implements Outcome {
    public Stopped {
      requireNonNull(reason, "reason");
    }
  }

  /**
   * It broke: the model's provider failed, or we did.
   *
   * @param code the JSON-RPC number that the prompt is answered with
   * @param message one sentence for people
   * @param data facts for programs; strings, numbers and booleans
   */
  record Failed(int code, String message, Map<String, Object> data) implements Outcome {
    public Failed {
      requireNonNull(message, "message");
      data = Map.copyOf(data);
    }
  }

  /** Why a turn stopped. */
  enum Reason {
    END_TURN,
    MAX_TOKENS,
    MAX_TURN_REQUESTS,
    REFUSAL,
    CANCELLED
  }

  static Outcome stopped(Reason reason) {
    return new Stopped(reason);
  }
}
