package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import acp.conformance.honest.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Each fault that an agent can have is caught by the transcript that is about it, as a breach of
 * the requirement that it breaks; and each requirement is broken by some fault.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class FaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Test
  void everyRequirementCanBeBroken() throws IOException {
    Set<String> broken = new TreeSet<>();
    faults().forEach(fault -> broken.add(fault.broken()));
    Set<String> unbroken = new TreeSet<>();

    for (Requirement one : Catalogue.builtIn().all()) {
      boolean isJudged = one.tier() != Tier.INFORMATIONAL && !one.area().equals("wire");
      if (isJudged && !broken.contains(one.id())) {
        unbroken.add(one.id());
      }
    }

    assertEquals(Set.of(), unbroken);
  }

  @TestFactory
  Stream<DynamicTest> theFaultIsCaught() throws IOException {
    List<Transcript> all = Library.builtIn(List.of("protocol", "scripted"));
    return faults().stream()
        .map(
            fault -> {
              Transcript catcher = find(all, fault.catcher());
              String name = fault + " is caught by " + fault.catcher();
              return dynamicTest(name, () -> assertCaught(fault, catcher));
            });
  }

  private static EnumSet<Fault> faults() {
    EnumSet<Fault> faults = EnumSet.allOf(Fault.class);
    faults.remove(Fault.NONE);
    return faults;
  }

  private static void assertCaught(Fault fault, Transcript catcher) {
    Played played = new Judge(Honest.agent(fault), PATIENCE).play(catcher);
    Set<String> found = new TreeSet<>();
    for (Trial trial : Trial.of(played)) {
      if (trial.outcome() == Outcome.FAILED) {
        found.add(trial.requirement());
      }
    }
    if (!found.contains(fault.broken())) {
      String told = played.strict() instanceof Verdict.Failed failed ? failed.report() : "nothing";
      fail(fault + " breaks " + fault.broken() + "; found was " + found + "\n" + told);
    }
  }

  private static Transcript find(List<Transcript> all, String name) {
    return all.stream().filter(one -> one.name().equals("v1/" + name)).findFirst().orElseThrow();
  }
}
