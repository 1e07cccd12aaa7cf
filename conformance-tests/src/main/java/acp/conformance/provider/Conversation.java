package acp.conformance.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What holds for a conversation in any dialect. */
record Conversation(List<Turn> turns) {
  Conversation {
    turns = List.copyOf(turns);
  }

  /**
   * Refuses what no provider takes: an end that leaves it nothing to answer, and calls without
   * their results directly behind them.
   */
  void check() {
    Unfit.unless(!turns.isEmpty(), "the conversation is empty");
    Unfit.unless(
        !(turns.getLast() instanceof Turn.Model), "the conversation ends with the model's words");
    List<String> open = new ArrayList<>();
    for (Turn turn : turns) {
      if (turn instanceof Turn.Result result) {
        Unfit.unless(
            open.remove(result.id()), "there is a result for no call directly before it: " + turn);
      } else {
        Unfit.unless(open.isEmpty(), "these calls have no results directly behind them: " + open);
      }
      if (turn instanceof Turn.Model model) {
        model.calls().forEach(call -> open.add(call.id()));
        Unfit.unless(
            open.stream().distinct().count() == open.size(), "two calls have one id: " + open);
      }
    }
    Unfit.unless(open.isEmpty(), "these calls have no results: " + open);
  }

  List<Turn.Model> answers() {
    return turns.stream().filter(Turn.Model.class::isInstance).map(Turn.Model.class::cast).toList();
  }

  /** What came since the model's last words. */
  String news() {
    int from = turns.size();
    while (from > 0 && !(turns.get(from - 1) instanceof Turn.Model)) {
      from--;
    }
    return turns.subList(from, turns.size()).stream()
        .map(
            turn ->
                switch (turn) {
                  case Turn.User user -> user.text();
                  case Turn.Result result -> result.text();
                  case Turn.Model _ -> "";
                })
        .collect(Collectors.joining("\n"));
  }
}
