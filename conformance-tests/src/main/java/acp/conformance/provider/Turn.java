package acp.conformance.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One turn of a conversation as a request tells it, in no dialect. */
sealed interface Turn {

  /** What the user says; pictures are not looked at. */
  record User(String text) implements Turn {}

  /** What the model said. */
  record Model(List<Part> parts) implements Turn {
    public Model {
      parts = List.copyOf(parts);
    }

    List<Called> calls() {
      return parts.stream().filter(Called.class::isInstance).map(Called.class::cast).toList();
    }

    /** What goes back: all but thoughts without a seal; neighbouring words as one. */
    Model returned() {
      List<Part> returned = new ArrayList<>();
      for (Part part : parts) {
        Part last = returned.isEmpty() ? null : returned.getLast();
        if (part instanceof Words more && last instanceof Words words && words.seal.isEmpty()) {
          returned.set(returned.size() - 1, new Words(words.text + more.text, more.seal));
        } else if (!(part instanceof Thought thought) || !thought.seal.isEmpty()) {
          returned.add(part);
        }
      }
      return new Model(returned);
    }
  }

  /**
   * What became of a call.
   *
   * @param id the call's
   */
  record Result(String id, String text) implements Turn {}

  /** A part of what the model said; its seal is what the provider wants back with it. */
  sealed interface Part {}

  /** A thought. */
  record Thought(String text, String seal) implements Part {}

  /** Some text. */
  record Words(String text, String seal) implements Part {}

  /** A call. */
  record Called(String id, String name, JsonNode arguments, String seal) implements Part {

    /** The same, whoever has named it. */
    Called nameless() {
      return new Called("", name, arguments, seal);
    }
  }
}
