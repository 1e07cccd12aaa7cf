package acp.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Something a model says while it answers. */
public sealed interface ModelEvent {

  /** Some more of the answer. Never empty, never ends within a surrogate pair. */
  record Text(String delta) implements ModelEvent {
    public Text {
      requireNonNull(delta, "delta");
    }
  }

  /** Some more of a thought. Never empty, never ends within a surrogate pair. */
  record Thought(String delta) implements ModelEvent {
    public Thought {
      requireNonNull(delta, "delta");
    }
  }

  /** A thought is complete. */
  record ThoughtEnded(@Nullable JsonNode providerData) implements ModelEvent {}

  /**
   * It asks for a tool, all of it known. Calls come in the order of their making.
   *
   * @param arguments as it wrote them; JSON if it did as it should; empty means no arguments
   */
  record Call(String name, String arguments) implements ModelEvent {
    public Call {
      requireNonNull(name, "name");
      requireNonNull(arguments, "arguments");
    }
  }

  /** What the exchange cost, in tokens; cached ones are part of the input. */
  record Usage(long input, long output, long cached) implements ModelEvent {}

  /** The answer is over. The last event. */
  record Ended(Stop stop) implements ModelEvent {
    public Ended {
      requireNonNull(stop, "stop");
    }
  }

  /** Why the answer is over. */
  enum Stop {
    /** It has said what it wanted, or asked for tools. */
    DONE,
    /** It reached the limit of its output. */
    MAX_TOKENS,
    /** It refuses. */
    REFUSAL
  }
}
