package acp.model.anthropic;

import acp.model.ModelEvent;
import acp.model.dialect.DeltaText;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thoughts of one answer, handed out one after the other in the order in which they were begun,
 * each with its own seal: the first that has not ended as it comes, those behind it when their turn
 * comes.
 */
final class Thoughts {

  /** A thought that has begun. */
  static final class Thought {
    private final DeltaText delta = new DeltaText();
    private final StringBuilder waiting = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private @Nullable JsonNode seal;
    private boolean ended;
  }

  private final String model;
  private final Deque<Thought> open = new ArrayDeque<>();

  /**
   * @param model its full name, to whose thoughts the seals belong
   */
  Thoughts(String model) {
    this.model = model;
  }

  /** Another one begins. */
  Thought begin() {
    Thought thought = new Thought();
    open.add(thought);
    return thought;
  }

  /** Some more of it. */
  void add(Thought thought, String text, Consumer<ModelEvent> out) {
    thought.waiting.append(thought.delta.join(text));
    handOut(out);
  }

  /** Some more of its signature. */
  void sign(Thought thought, String signature) {
    thought.signature.append(signature);
  }

  /** It is one that is not shown; this stands for it. */
  void redact(Thought thought, String data) {
    thought.seal = Seal.redacted(model, data);
  }

  /** It is complete. */
  void end(Thought thought, Consumer<ModelEvent> out) {
    if (thought.ended) {
      return;
    }
    thought.ended = true;
    thought.waiting.append(thought.delta.end());
    if (thought.seal == null) {
      thought.seal = Seal.signed(model, thought.signature.toString());
    }
    handOut(out);
  }

  /** All are complete, whether the server has said so or not. */
  void endAll(Consumer<ModelEvent> out) {
    for (Thought thought : open.toArray(Thought[]::new)) {
      end(thought, out);
    }
  }

  private void handOut(Consumer<ModelEvent> out) {
    for (Thought first = open.peek(); first != null; first = open.peek()) {
      if (!first.waiting.isEmpty()) {
        out.accept(new ModelEvent.Thought(first.waiting.toString()));
        first.waiting.setLength(0);
      }
      if (!first.ended) {
        return;
      }
      out.accept(new ModelEvent.ThoughtEnded(first.seal));
      open.remove();
    }
  }
}
