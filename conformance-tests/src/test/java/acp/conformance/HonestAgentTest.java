package acp.conformance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import acp.conformance.honest.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every transcript of the kit can be passed: an honest agent passes it. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class HonestAgentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> SKIPPED =
      Set.of(
          "v1/protocol/auth-none",
          "v1/protocol/logout-not-advertised",
          "v1/protocol/not-advertised-close",
          "v1/protocol/not-advertised-delete",
          "v1/protocol/not-advertised-list",
          "v1/protocol/not-advertised-load",
          "v1/protocol/not-advertised-resume",
          "v1/protocol/prompt-audio",
          "v1/protocol/prompt-image-not-advertised");

  @TestFactory
  Stream<DynamicTest> anHonestAgentPasses() throws IOException {
    Judge judge = new Judge(Honest.agent(Fault.NONE), PATIENCE);
    return Library.builtIn(List.of("protocol", "scripted")).stream()
        .map(one -> dynamicTest(one.name(), () -> assertPassed(one, judge)));
  }

  private static void assertPassed(Transcript transcript, Judge judge) {
    switch (judge.judge(transcript)) {
      case Verdict.Passed _ -> {}
      case Verdict.NotApplicable skipped -> assertExpectedToBeSkipped(transcript, skipped);
      case Verdict.Failed failure -> fail(transcript.name() + "\n" + failure.report());
    }
  }

  /** What it offers itself, it cannot lack; and it reads a file once before it edits it. */
  private static void assertExpectedToBeSkipped(
      Transcript transcript, Verdict.NotApplicable skipped) {
    if (!SKIPPED.contains(transcript.name())) {
      fail(transcript.name() + " does not apply: " + skipped.reason());
    }
  }
}
