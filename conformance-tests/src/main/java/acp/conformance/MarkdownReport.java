package acp.conformance;

import java.util.List;

/** For a page in a repository: the sum, a table for each area, and then the failures. */
final class MarkdownReport {
  private final Run run;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Run run) {
    this.run = run;
  }

  /** The report. */
  static String of(Run run) {
    return new MarkdownReport(run).write();
  }

  private String write() {
    line("# " + run.verdict() + ": " + Escape.markdown(run.agentTitle()));
    line("");
    line("Judged by acp-conformance " + Version.number() + " on " + run.date() + ", started as");
    line("");
    text.append(Escape.codeBlock(String.join(" ", run.command())));
    line("");
    sums();
    run.byArea().forEach(this::area);
    if (!run.unnamed().isEmpty()) {
      line("## Transcripts that name no requirement");
      line("");
      run.unnamed().forEach(one -> line("- " + Escape.markdown(TextReport.ofTranscript(one))));
      line("");
    }
    failures();
    return text.toString();
  }

  private void sums() {
    line("| Tier | Passed | Failed | Not applicable | Not reached | Counts |");
    line("|---|---|---|---|---|---|");
    for (Tier tier : Tier.values()) {
      StringBuilder row = new StringBuilder("| " + tier.word());
      for (Outcome outcome :
          List.of(Outcome.PASSED, Outcome.FAILED, Outcome.NOT_APPLICABLE, Outcome.NOT_REACHED)) {
        row.append(" | ").append(run.count(tier, outcome));
      }
      line(row + " | " + (run.counts(tier) ? "yes" : "no") + " |");
    }
    line("");
  }

  private void area(String area, List<Judged> all) {
    line("## " + Escape.markdown(area));
    line("");
    line("| Verdict | Requirement | Tier | What it asks |");
    line("|---|---|---|---|");
    for (Judged one : all) {
      Requirement requirement = one.requirement();
      line(
          "| %s | [%s](%s) | %s | %s |"
              .formatted(
                  one.outcome() == Outcome.FAILED
                      ? "**failed**"
                      : one.outcome().word().replace('-', ' '),
                  requirement.id(),
                  requirement.citation(),
                  requirement.tier().word(),
                  Escape.markdown(requirement.statement())));
    }
    line("");
  }

  private void failures() {
    for (Judged one : run.requirements()) {
      if (one.outcome() == Outcome.FAILED) {
        line("## Failed: " + one.requirement().id());
        line("");
        line(Escape.markdown(one.requirement().statement()));
        line("");
        one.failures().stream().limit(TextReport.MOST).forEach(this::trial);
        int more = one.failures().size() - TextReport.MOST;
        if (more > 0) {
          line("And in " + more + " more transcripts.");
          line("");
        }
      }
    }
    for (Played one : run.played()) {
      boolean isTold = run.unnamed().contains(one) || run.kitFailures().contains(one);
      if (isTold && one.strict() instanceof Verdict.Failed failure) {
        failure(one.transcript().name(), failure);
      }
    }
  }

  private void trial(Trial trial) {
    if (trial.failure() != null) {
      failure(trial.transcript(), trial.failure());
    }
  }

  private void failure(String transcript, Verdict.Failed failure) {
    line("In " + Escape.markdown(transcript) + ":");
    line("");
    text.append(Escape.codeBlock(failure.report().stripIndent()));
    line("");
  }

  private void line(String words) {
    text.append(words).append('\n');
  }
}
