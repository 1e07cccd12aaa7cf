package acp.conformance.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the provider has answered, so that it can tell whether it gets back what it wants back: the
 * real ones verify their signatures. Thread-safe.
 */
final class Memory {
  private final boolean namesCalls;
  private final List<Given> given = new ArrayList<>();

  /** An answer as far as it has come; one that broke off may come back so, or not at all. */
  static final class Given {
    private final List<Turn.Part> said;
    private volatile boolean finished;

    private Given(List<Turn.Part> said) {
      this.said = said;
    }

    /** It has come to a good end, so it must come back as it is. */
    void finish() {
      finished = true;
    }

    private Turn.Model answer() {
      return new Turn.Model(said);
    }
  }

  /**
   * A memory of answers.
   *
   * @param namesCalls whether calls must come back under the provider's names
   */
  Memory(boolean namesCalls) {
    this.namesCalls = namesCalls;
  }

  /** Keeps an answer that is about to be given. */
  synchronized Given keep(List<Turn.Part> said) {
    Given answer = new Given(said);
    given.add(answer);
    return answer;
  }

  /** Refuses answers that come back with other seals than they had. */
  synchronized void check(Conversation conversation) {
    for (Turn.Model each : conversation.answers()) {
      Turn.Model back = comparable(each);
      List<Given> alike =
          given.stream().filter(one -> words(one.answer()).equals(words(back))).toList();
      boolean known =
          alike.isEmpty()
              ? back.parts().stream().noneMatch(Memory::isSealed)
              : alike.stream()
                  .anyMatch(one -> !one.finished || comparable(one.answer()).equals(back));
      Unfit.unless(
          known,
          "an answer has come back changed: "
              + back
              + (alike.isEmpty() ? "" : " in place of " + comparable(alike.getFirst().answer())));
    }
  }

  private Turn.Model comparable(Turn.Model model) {
    return new Turn.Model(
        model.returned().parts().stream()
            .map(part -> part instanceof Turn.Called call && !namesCalls ? call.nameless() : part)
            .toList());
  }

  /** What anyone would know an answer by. */
  private static String words(Turn.Model model) {
    return model.parts().stream()
        .map(
            part ->
                switch (part) {
                  case Turn.Thought _ -> "";
                  case Turn.Words said -> said.text();
                  case Turn.Called call -> call.name() + call.arguments();
                })
        .collect(Collectors.joining());
  }

  private static boolean isSealed(Turn.Part part) {
    return switch (part) {
      case Turn.Thought thought -> !thought.seal().isEmpty();
      case Turn.Words said -> !said.seal().isEmpty();
      case Turn.Called call -> !call.seal().isEmpty();
    };
  }
}
