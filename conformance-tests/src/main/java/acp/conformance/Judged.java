package acp.conformance;

import java.util.List;

/**
 * What is known of a requirement after a run.
 *
 * @param requirement which
 * @param outcome failed if a transcript shows that it is, else passed if one shows that
 * @param trials what each transcript shows of it; of what is watched in all of them, only those
 *     that saw it broken
 */
record Judged(Requirement requirement, Outcome outcome, List<Trial> trials) {

  /** Copies the list. */
  Judged {
    trials = List.copyOf(trials);
  }

  /** The trials that failed. */
  List<Trial> failures() {
    return trials.stream().filter(trial -> trial.failure() != null).toList();
  }

  /** Why nothing is known of it; empty if something is, or if nothing was played. */
  String reason() {
    return trials.stream()
        .filter(trial -> trial.outcome() == outcome)
        .map(Trial::reason)
        .findFirst()
        .orElse("");
  }
}
