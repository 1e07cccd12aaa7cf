package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that came of judging an agent; what reports tell.
 *
 * @param command the agent's command, without secrets
 * @param date when it began
 * @param counted the tiers whose failures make the agent not conformant
 * @param requirements the verdicts, in the order of the ids
 * @param played the transcripts, in the order in which they were played
 */
record Run(
    List<String> command,
    Instant date,
    Set<Tier> counted,
    List<Judged> requirements,
    List<Played> played) {

  /** Copies the collections. */
  Run {
    command = List.copyOf(command);
    counted = Set.copyOf(counted);
    requirements = List.copyOf(requirements);
    played = List.copyOf(played);
  }

  /**
   * Draws the verdicts on the requirements from what was played.
   *
   * @param asked the requirements to judge; those that are seen broken are judged as well
   */
  static List<Judged> judge(
      Catalogue catalogue, Collection<Requirement> asked, List<Played> played) {
    Map<String, List<Trial>> trials = new HashMap<>();
    for (Played one : played) {
      for (Trial trial : Trial.of(one)) {
        trials.computeIfAbsent(trial.requirement(), id -> new ArrayList<>()).add(trial);
      }
    }
    boolean anyToItsEnd = played.stream().anyMatch(one -> one.verdict() instanceof Verdict.Passed);
    List<Judged> judged = new ArrayList<>();
    for (Requirement requirement : catalogue.all()) {
      List<Trial> own = trials.getOrDefault(requirement.id(), List.of());
      if (asked.contains(requirement) || !own.isEmpty()) {
        boolean unbroken = requirement.isWatched() && anyToItsEnd;
        judged.add(new Judged(requirement, outcome(own, unbroken), own));
      }
    }
    return judged;
  }

  private static Outcome outcome(List<Trial> trials, boolean unbroken) {
    Set<Outcome> found = new HashSet<>();
    trials.forEach(trial -> found.add(trial.outcome()));
    if (found.contains(Outcome.FAILED)) {
      return Outcome.FAILED;
    }
    if (found.contains(Outcome.PASSED) || unbroken) {
      return Outcome.PASSED;
    }
    return found.isEmpty() || found.contains(Outcome.NOT_REACHED)
        ? Outcome.NOT_REACHED
        : Outcome.NOT_APPLICABLE;
  }

  /**
   * Whether nothing that counts failed: no requirement of a tier that counts, no transcript that
   * names none, and not the kit.
   */
  boolean conformant() {
    return requirements.stream().noneMatch(this::countsAgainst)
        && unnamed().stream().noneMatch(one -> one.strict() instanceof Verdict.Failed)
        && kitFailures().isEmpty();
  }

  /** Whether the requirement failed and its tier counts. */
  boolean countsAgainst(Judged judged) {
    return judged.outcome() == Outcome.FAILED && counts(judged.requirement().tier());
  }

  /** Whether failures of the tier count. */
  boolean counts(Tier tier) {
    return tier != Tier.INFORMATIONAL && counted.contains(tier);
  }

  /** The transcripts that name no requirement, so that they must be told by themselves. */
  List<Played> unnamed() {
    return played.stream().filter(one -> one.transcript().claims().list().isEmpty()).toList();
  }

  /** The transcripts in which the kit itself failed. */
  List<Played> kitFailures() {
    return played.stream()
        .filter(one -> one.verdict() instanceof Verdict.Failed failed && failed.cause().isKits())
        .toList();
  }

  /** The requirements by what they are about. */
  Map<String, List<Judged>> byArea() {
    Map<String, List<Judged>> areas = new LinkedHashMap<>();
    for (Judged one : requirements) {
      areas.computeIfAbsent(one.requirement().area(), area -> new ArrayList<>()).add(one);
    }
    return areas;
  }

  /** How many requirements of the tier came out so. */
  int count(Tier tier, Outcome outcome) {
    return (int)
        requirements.stream()
            .filter(one -> one.requirement().tier() == tier && one.outcome() == outcome)
            .count();
  }

  /** What the agent says of itself, or missing. */
  JsonNode agentInfo() {
    return played.stream()
        .map(Played::agentInfo)
        .filter(JsonNode::isObject)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** The agent's name and version, for people. */
  String agentTitle() {
    String name = agentInfo().path("name").asText();
    String version = agentInfo().path("version").asText();
    return name.isEmpty() ? "an agent without a name" : Texts.shorten(name + " " + version, 200);
  }

  /** The word for it all. */
  String verdict() {
    return conformant() ? "CONFORMANT" : "NOT CONFORMANT";
  }
}
