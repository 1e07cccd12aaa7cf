package acp.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs made by hand, for tests of what is drawn from them. */
final class Runs {
  /** What an agent may say to harm those who read of it. */
  static final String HOSTILE =
      "</script></pre><script>alert(1)</script> & \" ' ]]> ``` | \u0000 \u001b[2J \uFFFE \uD800 ü\uD83D\uDE00";

  private static final Catalogue CATALOGUE =
      Catalogue.parse(
          Map.of(
              "a",
              block("a.head", "mandatory")
                  + block("a.first", "mandatory")
                  + block("a.second", "advisory"),
              "b",
              block("b.other", "informational"),
              "wire",
              block("wire.schema", "mandatory") + block("wire.utf-8", "mandatory")));

  private static final Transcript TRANSCRIPT =
      Transcript.parse(
          "t",
          """
          # T.
          # spec: https://example.org/
          # requirement: a.head
          @initialize
          # requirement: a.first
          @session S
          # requirement: a.second
          @eof
          """);

  private Runs() {}

  private static String block(String id, String tier) {
    return id + " " + tier + "\n  It does <" + id + ">.\n  https://example.org/?a=1&b=2\n\n";
  }

  static Verdict.Failed failed(int line, Verdict.Cause cause) {
    return new Verdict.Failed(
        line,
        "@session S",
        cause,
        HOSTILE,
        "heard " + HOSTILE,
        List.of("1 ms < " + HOSTILE),
        HOSTILE);
  }

  static Played played(Verdict verdict, Verdict.Failed... breaches) {
    ObjectNode info = Json.object().put("name", HOSTILE).put("version", "1");
    return new Played(TRANSCRIPT, verdict, List.of(breaches), info, Duration.ofMillis(5));
  }

  static Run run(Set<Tier> counted, Played... played) {
    List<Played> all = List.of(played);
    return new Run(
        List.of("agent", "--fast", HOSTILE),
        Instant.EPOCH,
        counted,
        Run.judge(CATALOGUE, CATALOGUE.all(), all),
        all);
  }
}
