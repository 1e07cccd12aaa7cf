package acp.conformance;

import java.util.List;

/**
 * For a browser: one file that needs nothing else and runs nothing; the sum, a table for each area,
 * and in it the failures, unfolded, with the wire.
 */
final class HtmlReport {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>
      :root { color-scheme: light dark; --line: #8884; --bad: #c62828; --good: #2e7d32; --dim: #777; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
      td.sum { font-variant-numeric: tabular-nums; }
      .passed { color: var(--good); } .failed { color: var(--bad); font-weight: 600; }
      .not-reached, .not-applicable, .dim { color: var(--dim); }
      td.verdict { white-space: nowrap; } td.tier { white-space: nowrap; }
      code { font: .9em ui-monospace, monospace; }
      pre { background: #8881; font: 12px/1.45 ui-monospace, monospace; margin: .4rem 0; max-height: 30rem;
            overflow: auto; padding: .6rem; white-space: pre-wrap; word-break: break-all; }
      dl { margin: .4rem 0; } dt { color: var(--dim); float: left; width: 6rem; } dd { margin: 0 0 0 6rem; }
      </style>
      """;

  private final Run run;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Run run) {
    this.run = run;
  }

  /** The report. */
  static String of(Run run) {
    return new HtmlReport(run).write();
  }

  private String write() {
    String title = run.verdict() + ": " + run.agentTitle();
    html.append(HEAD).append("<title>").append(Escape.xml(title));
    html.append("</title>\n</head>\n<body>\n");
    html.append("<h1 class=\"").append(run.conformant() ? "passed" : "failed").append("\">");
    html.append(Escape.xml(title)).append("</h1>\n");
    paragraph(
        "Judged by acp-conformance " + Version.number() + " on " + run.date() + ", started as");
    pre(String.join(" ", run.command()));
    sums();
    run.byArea().forEach(this::area);
    others();
    return html.append("</body>\n</html>\n").toString();
  }

  private void sums() {
    html.append("<table>\n<tr><th>Tier</th><th>Passed</th><th>Failed</th><th>Not applicable</th>");
    html.append("<th>Not reached</th></tr>\n");
    for (Tier tier : Tier.values()) {
      html.append("<tr><td>").append(tier.word());
      html.append(run.counts(tier) ? "</td>" : " <span class=\"dim\">(does not count)</span></td>");
      for (Outcome outcome :
          List.of(Outcome.PASSED, Outcome.FAILED, Outcome.NOT_APPLICABLE, Outcome.NOT_REACHED)) {
        int count = run.count(tier, outcome);
        String style = count == 0 ? "dim" : outcome.word();
        html.append("<td class=\"sum ").append(style).append("\">").append(count).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private void area(String area, List<Judged> all) {
    html.append("<h2>").append(Escape.xml(area)).append("</h2>\n<table>\n");
    all.forEach(this::requirement);
    html.append("</table>\n");
  }

  private void requirement(Judged one) {
    Requirement requirement = one.requirement();
    html.append("<tr id=\"").append(Escape.xml(requirement.id())).append("\"><td class=\"verdict ");
    html.append(one.outcome().word()).append("\">").append(one.outcome().word().replace('-', ' '));
    html.append("</td><td class=\"tier\">").append(requirement.tier().word());
    html.append("</td><td><code>").append(Escape.xml(requirement.id())).append("</code> ");
    html.append(Escape.xml(requirement.statement()));
    html.append(" <a href=\"").append(Escape.xml(requirement.citation().toString()));
    html.append("\">source</a>");
    if (!one.reason().isEmpty()) {
      html.append("<div class=\"dim\">").append(Escape.xml(one.reason())).append("</div>");
    }
    List<Trial> failures = one.failures();
    failures.stream().limit(TextReport.MOST).forEach(this::trial);
    if (failures.size() > TextReport.MOST) {
      paragraph("And in " + (failures.size() - TextReport.MOST) + " more transcripts.");
    }
    html.append("</td></tr>\n");
  }

  private void trial(Trial trial) {
    if (trial.failure() != null) {
      failure(trial.transcript(), trial.failure());
    }
  }

  private void failure(String transcript, Verdict.Failed failure) {
    html.append("<details open=\"\"><summary>in ").append(Escape.xml(transcript)).append(", line ");
    html.append(failure.line()).append("</summary>\n<dl>");
    entry("step", Texts.shorten(failure.statement(), 2000));
    entry("expected", Texts.shorten(failure.expected(), 2000));
    entry("heard", failure.heard());
    html.append("</dl>\n");
    pre(String.join("\n", failure.wire()));
    if (!failure.stderr().isEmpty()) {
      html.append("<div class=\"dim\">stderr, the last of it</div>");
      pre(failure.stderr());
    }
    html.append("</details>\n");
  }

  private void entry(String name, String text) {
    html.append("<dt>").append(name).append("</dt><dd><code>").append(Escape.xml(text));
    html.append("</code></dd>");
  }

  private void others() {
    List<Played> told =
        run.played().stream()
            .filter(one -> run.unnamed().contains(one) || run.kitFailures().contains(one))
            .toList();
    if (told.isEmpty()) {
      return;
    }
    html.append("<h2>Transcripts</h2>\n");
    for (Played one : told) {
      paragraph(TextReport.ofTranscript(one));
      if (one.strict() instanceof Verdict.Failed failure) {
        failure(one.transcript().name(), failure);
      }
    }
  }

  private void paragraph(String text) {
    html.append("<p>").append(Escape.xml(text)).append("</p>\n");
  }

  private void pre(String text) {
    html.append("<pre>").append(Escape.xml(text)).append("</pre>\n");
  }
}
