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

  /**
   * A thought is complete.
   *
   * @param providerData what the provider wants back with it; an object whose {@code dialect} says
   *     whose it is, since another provider's model may answer next; null for nothing
   */
  record ThoughtEnded(@Nullable JsonNode providerData) implements ModelEvent {}

  /**
   * It asks for a tool, all of it known. Calls come in the order of their making.
   *
   * @param arguments as it wrote them; JSON if it did as it should; empty means no arguments
   * @param providerData what the provider wants back with the call; null for nothing
   */
  record Call(String name, String arguments, @Nullable JsonNode providerData)
      implements ModelEvent {

    /** A call with which the provider wants nothing back. */
    public Call(String name, String arguments) {
      this(name, arguments, null);
    }

    public Call {
      requireNonNull(name, "name");
      requireNonNull(arguments, "arguments");
    }
  }

  /**
   * What the exchange took, in tokens.
   *
   * @param input all that was sent, cached or not
   * @param cached of the input, those read from the provider's cache
   * @param written of the input, those written to the provider's cache
   */
  record Usage(long input, long output, long cached, long written) implements ModelEvent {

    /** An exchange that wrote nothing to a cache. */
    public Usage(long input, long output, long cached) {
      this(input, output, cached, 0);
    }
  }

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
