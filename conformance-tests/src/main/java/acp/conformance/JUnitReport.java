package acp.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * For build servers: JUnit's XML, with a test case for each requirement. What failed and does not
 * count is skipped there, since such a server knows nothing between.
 */
final class JUnitReport {
  private final Run run;
  private final StringBuilder xml = new StringBuilder();

  private JUnitReport(Run run) {
    this.run = run;
  }

  /** The report. */
  static String of(Run run) {
    return new JUnitReport(run).write();
  }

  private String write() {
    xml.append(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"acp-conformance\">\n");
    for (Map.Entry<String, List<Judged>> area : run.byArea().entrySet()) {
      List<Judged> all = area.getValue();
      long failed = all.stream().filter(run::countsAgainst).count();
      long passed = all.stream().filter(one -> one.outcome() == Outcome.PASSED).count();
      begin(area.getKey(), all.size(), failed, all.size() - failed - passed);
      all.forEach(this::requirement);
      xml.append("  </testsuite>\n");
    }
    List<Played> others =
        run.played().stream()
            .filter(one -> run.unnamed().contains(one) || run.kitFailures().contains(one))
            .toList();
    if (!others.isEmpty()) {
      long failed = others.stream().filter(JUnitReport::isFailed).count();
      long skipped =
          others.stream().filter(one -> one.strict() instanceof Verdict.NotApplicable).count();
      begin("transcripts", others.size(), failed, skipped);
      others.forEach(this::transcript);
      xml.append("  </testsuite>\n");
    }
    return xml.append("</testsuites>\n").toString();
  }

  private static boolean isFailed(Played one) {
    return one.strict() instanceof Verdict.Failed;
  }

  private void begin(String name, int tests, long failures, long skipped) {
    xml.append(
        "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\" timestamp=\"%s\">\n"
            .formatted(Escape.xml(name), tests, failures, skipped, run.date()));
  }

  private void requirement(Judged one) {
    testCase(one.requirement().area(), one.requirement().id(), 0);
    String tier = one.requirement().tier().word();
    switch (one.outcome()) {
      case PASSED -> {}
      case NOT_APPLICABLE, NOT_REACHED ->
          skipped(one.outcome().word().replace('-', ' ') + ": " + one.reason());
      case FAILED -> {
        if (run.countsAgainst(one)) {
          failure(
              tier,
              one.requirement().statement() + "\n" + one.requirement().citation(),
              one.failures());
        } else {
          skipped("failed, but " + tier + " does not count");
        }
      }
    }
    xml.append("    </testcase>\n");
  }

  private void testCase(String area, String name, long millis) {
    xml.append(
        "    <testcase classname=\"%s\" name=\"%s\" time=\"%s\">\n"
            .formatted(
                Escape.xml(area),
                Escape.xml(name),
                String.format(Locale.ROOT, "%.3f", millis / 1000.0)));
  }

  private void skipped(String message) {
    xml.append("      <skipped message=\"").append(Escape.xml(message)).append("\"/>\n");
  }

  private void failure(String type, String message, List<Trial> trials) {
    StringBuilder body = new StringBuilder();
    for (Trial trial : trials.stream().limit(TextReport.MOST).toList()) {
      Verdict.Failed failure = trial.failure();
      body.append("in ").append(trial.transcript()).append('\n');
      body.append(failure == null ? "" : failure.report());
    }
    failure(type, message, body.toString());
  }

  private void failure(String type, String message, String body) {
    xml.append("      <failure type=\"").append(Escape.xml(type));
    xml.append("\" message=\"").append(Escape.xml(message)).append("\">");
    xml.append(Escape.xml(body)).append("</failure>\n");
  }

  private void transcript(Played one) {
    testCase("transcripts", one.transcript().name(), one.time().toMillis());
    switch (one.strict()) {
      case Verdict.Passed _ -> {}
      case Verdict.NotApplicable skip -> skipped(skip.reason());
      case Verdict.Failed failure ->
          failure("transcript", one.transcript().title(), failure.report());
    }
    xml.append("    </testcase>\n");
  }
}
