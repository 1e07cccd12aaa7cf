package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the verdicts on transcripts say of requirements, and of the agent. */
@Timeout(10)
class RunTest {
  private final Verdict.NotApplicable skipped = new Verdict.NotApplicable(6, "it has no sessions");

  @Test
  void aTranscriptThatIsPassedPassesAllThatItNames() {
    Map<String, Outcome> outcomes = outcomes(Runs.played(new Verdict.Passed()));

    assertEquals(Outcome.PASSED, outcomes.get("a.head"));
    assertEquals(Outcome.PASSED, outcomes.get("a.first"));
    assertEquals(Outcome.PASSED, outcomes.get("a.second"));
    assertEquals(Outcome.PASSED, outcomes.get("wire.schema"));
    assertEquals(Outcome.NOT_REACHED, outcomes.get("b.other"));
  }

  @Test
  void aStepThatFailsFailsWhatIsInForceThere() {
    Map<String, Outcome> outcomes = outcomes(Runs.played(Runs.failed(6, Verdict.Cause.STEP)));

    assertEquals(Outcome.FAILED, outcomes.get("a.head"));
    assertEquals(Outcome.FAILED, outcomes.get("a.first"));
    assertEquals(Outcome.NOT_REACHED, outcomes.get("a.second"));
    assertEquals(Outcome.NOT_REACHED, outcomes.get("wire.schema"));
  }

  @Test
  void whatWasDoneBeforeTheFailureIsPassed() {
    Map<String, Outcome> outcomes = outcomes(Runs.played(Runs.failed(8, Verdict.Cause.STEP)));

    assertEquals(Outcome.PASSED, outcomes.get("a.first"));
    assertEquals(Outcome.FAILED, outcomes.get("a.second"));
  }

  @Test
  void whatIsWatchedFailsByItselfAndLeavesTheRestUndecided() {
    Verdict.Cause cause = new Verdict.Cause("wire.utf-8", false);

    Map<String, Outcome> outcomes = outcomes(Runs.played(Runs.failed(6, cause)));

    assertEquals(Outcome.FAILED, outcomes.get("wire.utf-8"));
    assertEquals(Outcome.NOT_REACHED, outcomes.get("a.head"));
    assertEquals(Outcome.NOT_REACHED, outcomes.get("a.first"));
    assertEquals(Outcome.NOT_REACHED, outcomes.get("wire.schema"));
  }

  @Test
  void aBreachInATranscriptThatIsPassedFailsOnlyWhatIsBroken() {
    Verdict.Failed breach = Runs.failed(6, new Verdict.Cause("wire.schema", false));

    Map<String, Outcome> outcomes = outcomes(Runs.played(new Verdict.Passed(), breach));

    assertEquals(Outcome.FAILED, outcomes.get("wire.schema"));
    assertEquals(Outcome.PASSED, outcomes.get("wire.utf-8"));
    assertEquals(Outcome.PASSED, outcomes.get("a.head"));
  }

  @Test
  void aTranscriptThatNamesWhatIsWatchedFailsWithIt() {
    Transcript transcript =
        Transcript.parse(
            "t",
            """
            # T.
            # spec: https://example.org/
            @initialize
            # requirement: a.first wire.schema
            @session S
            # requirement: a.second
            @eof
            """);
    Verdict.Failed breach = Runs.failed(5, new Verdict.Cause("wire.schema", false));
    Played played =
        new Played(transcript, new Verdict.Passed(), List.of(breach), Json.object(), Duration.ZERO);

    Map<String, Outcome> outcomes =
        Trial.of(played).stream().collect(Collectors.toMap(Trial::requirement, Trial::outcome));

    assertEquals(Outcome.FAILED, outcomes.get("wire.schema"));
    assertEquals(Outcome.FAILED, outcomes.get("a.first"));
    assertEquals(Outcome.PASSED, outcomes.get("a.second"));
  }

  @Test
  void whatDoesNotApplyHereMayBeShownElsewhere() {
    Played other = Runs.played(skipped);

    assertEquals(Outcome.NOT_APPLICABLE, outcomes(other).get("a.first"));
    assertEquals(Outcome.PASSED, outcomes(other, Runs.played(new Verdict.Passed())).get("a.first"));
    assertEquals(
        Outcome.FAILED,
        outcomes(other, Runs.played(Runs.failed(6, Verdict.Cause.STEP))).get("a.first"));
  }

  @Test
  void onlyWhatCountsMakesAnAgentNotConformant() {
    Played failing = Runs.played(Runs.failed(8, Verdict.Cause.STEP)); // a.head and a.second

    assertTrue(Runs.run(Set.of(Tier.CAPABILITY), failing).conformant());
    assertFalse(Runs.run(Set.of(Tier.MANDATORY), failing).conformant());
    assertFalse(Runs.run(Set.of(Tier.ADVISORY), failing).conformant());
    assertTrue(Runs.run(Set.of(Tier.MANDATORY), Runs.played(skipped)).conformant());
  }

  @Test
  void aFailureOfTheKitIsNoFailureOfTheAgentAndNoConformanceEither() {
    Run run = Runs.run(Set.of(Tier.MANDATORY), Runs.played(Runs.failed(6, Verdict.Cause.KIT)));

    assertEquals(0, run.count(Tier.MANDATORY, Outcome.FAILED));
    assertFalse(run.conformant());
    assertEquals(1, run.kitFailures().size());
    assertTrue(TextReport.of(run).contains("FAIL  t"), TextReport.of(run));
  }

  private static Map<String, Outcome> outcomes(Played... played) {
    List<Judged> judged = Runs.run(Set.of(Tier.MANDATORY), played).requirements();
    Function<Judged, String> id = one -> one.requirement().id();
    return judged.stream().collect(Collectors.toMap(id, Judged::outcome));
  }
}
