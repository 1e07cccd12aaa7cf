package acp.conformance;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** For a terminal: a line for each requirement, all that is known about failures, and the sum. */
final class TextReport {
  /** Of how many failures of one requirement all is told. */
  static final int MOST = 3;

  private final Run run;
  private final StringBuilder text = new StringBuilder();
  private final Set<Verdict.Failed> told = new HashSet<>();
  private final int width;

  private TextReport(Run run) {
    this.run = run;
    this.width =
        run.requirements().stream()
            .mapToInt(one -> one.requirement().id().length())
            .max()
            .orElse(0);
  }

  /** The report, which ends with a newline. */
  static String of(Run run) {
    return new TextReport(run).write();
  }

  private String write() {
    for (Map.Entry<String, List<Judged>> area : run.byArea().entrySet()) {
      line(area.getKey());
      area.getValue().forEach(this::requirement);
      line("");
    }
    if (!run.unnamed().isEmpty()) {
      line("transcripts that name no requirement");
      run.unnamed().forEach(this::transcript);
      line("");
    }
    for (Played one : run.kitFailures()) {
      line("FAIL  " + one.transcript().name());
      failure((Verdict.Failed) one.verdict());
    }
    for (Tier tier : Tier.values()) {
      line(sum(tier));
    }
    line("");
    line(run.verdict() + "  " + run.agentTitle());
    return text.toString();
  }

  private String sum(Tier tier) {
    String note = run.counts(tier) ? "" : "  (does not count)";
    return "%-13s  %3d passed, %3d failed, %3d not applicable, %3d not reached%s"
        .formatted(
            tier.word(),
            run.count(tier, Outcome.PASSED),
            run.count(tier, Outcome.FAILED),
            run.count(tier, Outcome.NOT_APPLICABLE),
            run.count(tier, Outcome.NOT_REACHED),
            note);
  }

  private void requirement(Judged one) {
    String id = one.requirement().id();
    String reason = one.reason().isEmpty() ? "" : "  (" + Texts.shorten(one.reason(), 200) + ")";
    line(
        "  %s  %s  %s%s"
            .formatted(
                one.outcome().mark(),
                id + " ".repeat(width - id.length()),
                one.requirement().tier().word(),
                reason));
    if (one.outcome() == Outcome.FAILED) {
      line("        " + one.requirement().statement());
      line("        " + one.requirement().citation());
      List<Trial> failures = one.failures();
      failures.stream().limit(MOST).forEach(this::trial);
      if (failures.size() > MOST) {
        line("    and in " + (failures.size() - MOST) + " more transcripts");
      }
    }
  }

  private void trial(Trial trial) {
    Verdict.Failed failure = trial.failure();
    line("    in " + trial.transcript());
    if (failure != null) {
      failure(failure);
    }
  }

  private void failure(Verdict.Failed failure) {
    if (told.add(failure)) {
      text.append(Texts.withoutControls(failure.report()));
    } else {
      line("    line " + failure.line() + ": as told above");
    }
  }

  private void transcript(Played one) {
    line("  " + ofTranscript(one));
    if (one.strict() instanceof Verdict.Failed failure) {
      line("    " + one.transcript().title());
      line("    " + one.transcript().spec());
      failure(failure);
    }
  }

  /** One line about a transcript, without its failure. */
  static String ofTranscript(Played one) {
    String note =
        one.strict() instanceof Verdict.NotApplicable skipped
            ? skipped.reason()
            : one.time().toMillis() + " ms";
    return Outcome.of(one.strict()).mark() + "  " + one.transcript().name() + "  (" + note + ")";
  }

  private void line(String words) {
    text.append(Texts.withoutControls(words)).append('\n');
  }
}
