package acp.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one transcript shows of one requirement.
 *
 * @param requirement its id
 * @param transcript the name of the transcript
 * @param outcome what it shows
 * @param reason why nothing is shown; empty if something is
 * @param failure how the agent failed, {@code null} if it did not
 */
record Trial(
    String requirement,
    String transcript,
    Outcome outcome,
    String reason,
    Verdict.@Nullable Failed failure) {

  /** All that a transcript shows that was played: of what it names, and of what it saw broken. */
  static List<Trial> of(Played played) {
    List<Trial> trials = new ArrayList<>();
    for (String id : played.transcript().claims().all()) {
      trials.add(
          switch (played.verdict()) {
            case Verdict.Passed _ -> plain(id, played, Outcome.PASSED, "");
            case Verdict.NotApplicable skipped -> skipped(id, played, skipped);
            case Verdict.Failed failure -> failed(id, played, failure);
          });
    }
    played.breaches().forEach(breach -> broken(played, breach, trials));
    if (played.verdict() instanceof Verdict.Failed failure) {
      broken(played, failure, trials);
    }
    return trials;
  }

  /**
   * What is watched everywhere and was broken; and if the transcript names it where that was seen,
   * all else that it is about there.
   */
  private static void broken(Played played, Verdict.Failed failure, List<Trial> trials) {
    String watched = failure.cause().requirement();
    if (watched == null) {
      return;
    }
    Set<String> concerned = played.transcript().claims().inForce(failure.line());
    for (String id : concerned.contains(watched) ? concerned : Set.of(watched)) {
      if (trials.stream().noneMatch(one -> one.isFailureOf(id))) {
        trials.removeIf(one -> one.requirement.equals(id));
        trials.add(new Trial(id, played.transcript().name(), Outcome.FAILED, "", failure));
      }
    }
  }

  private boolean isFailureOf(String id) {
    return outcome == Outcome.FAILED && requirement.equals(id);
  }

  private static Trial plain(String id, Played played, Outcome outcome, String reason) {
    return new Trial(id, played.transcript().name(), outcome, reason, null);
  }

  private static Trial skipped(String id, Played played, Verdict.NotApplicable skipped) {
    return played.transcript().claims().doneBefore(skipped.line()).contains(id)
        ? plain(id, played, Outcome.PASSED, "")
        : plain(id, played, Outcome.NOT_APPLICABLE, skipped.reason());
  }

  private static Trial failed(String id, Played played, Verdict.Failed failure) {
    Claims claims = played.transcript().claims();
    if (claims.doneBefore(failure.line()).contains(id)) {
      return plain(id, played, Outcome.PASSED, "");
    }
    Set<String> concerned = claims.inForce(failure.line());
    if (failure.cause().equals(Verdict.Cause.STEP) && concerned.contains(id)) {
      return new Trial(id, played.transcript().name(), Outcome.FAILED, "", failure);
    }
    return plain(id, played, Outcome.NOT_REACHED, reason(failure, concerned));
  }

  private static String reason(Verdict.Failed failure, Set<String> concerned) {
    if (failure.cause().isKits()) {
      return "the kit itself failed";
    }
    String broken = failure.cause().requirement();
    return (broken == null ? String.join(", ", concerned) : broken) + " failed first";
  }
}
