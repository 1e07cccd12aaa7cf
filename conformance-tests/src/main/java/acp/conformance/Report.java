package acp.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Tells the verdicts, one by one as they come, and what they amount to. */
sealed interface Report {

  /** Adds the verdict of a transcript that took this long. */
  void add(Transcript transcript, Verdict verdict, Duration time);

  /** Tells the sum. */
  void end();

  /** For people: a line for each transcript, and all that is known about a failure. */
  final class Text implements Report {
    private final PrintStream out;
    private final boolean verbose;
    private int passed;
    private int failed;
    private int skipped;

    Text(PrintStream out, boolean verbose) {
      this.out = out;
      this.verbose = verbose;
    }

    @Override
    public void add(Transcript transcript, Verdict verdict, Duration time) {
      switch (verdict) {
        case Verdict.Passed _ -> {
          passed++;
          out.println("PASS  " + transcript.name() + "  (" + time.toMillis() + " ms)");
        }
        case Verdict.NotApplicable skip -> {
          skipped++;
          out.println("N/A   " + transcript.name() + "  (" + skip.reason() + ")");
        }
        case Verdict.Failed failure -> {
          failed++;
          out.println("FAIL  " + transcript.name());
          out.println("    " + transcript.title());
          out.println("    " + transcript.spec());
          out.print(failure.report());
        }
      }
      if (verbose && !(verdict instanceof Verdict.Failed)) {
        out.println("      " + transcript.title());
        out.println("      " + transcript.spec());
      }
    }

    @Override
    public void end() {
      out.println();
      out.println(passed + " passed, " + failed + " failed, " + skipped + " not applicable");
    }
  }

  /** For programs: one JSON object, when all is done. */
  final class Json implements Report {
    private final PrintStream out;
    private final ObjectNode whole = acp.conformance.Json.object();
    private final ArrayNode verdicts;
    private int passed;
    private int failed;
    private int skipped;

    Json(PrintStream out, List<String> command) {
      this.out = out;
      ArrayNode agent = whole.putArray("agent");
      command.forEach(agent::add);
      this.verdicts = whole.putArray("transcripts");
    }

    @Override
    public void add(Transcript transcript, Verdict verdict, Duration time) {
      ObjectNode entry = verdicts.addObject();
      entry.put("name", transcript.name()).put("title", transcript.title());
      entry.put("spec", transcript.spec().toString()).put("millis", time.toMillis());
      switch (verdict) {
        case Verdict.Passed _ -> {
          passed++;
          entry.put("verdict", "pass");
        }
        case Verdict.NotApplicable skip -> {
          skipped++;
          entry.put("verdict", "n/a").put("reason", skip.reason());
        }
        case Verdict.Failed failure -> {
          failed++;
          entry.put("verdict", "fail").put("line", failure.line());
          entry.put("statement", failure.statement()).put("expected", failure.expected());
          entry.put("heard", failure.heard()).put("stderr", failure.stderr());
          ArrayNode wire = entry.putArray("wire");
          failure.wire().forEach(wire::add);
        }
      }
    }

    @Override
    public void end() {
      whole.put("passed", passed).put("failed", failed).put("notApplicable", skipped);
      out.println(whole.toPrettyString());
    }
  }
}
