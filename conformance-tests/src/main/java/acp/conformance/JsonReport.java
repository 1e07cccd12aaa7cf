package acp.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/**
 * For programs: one JSON object. Its format has a name with a number; what is there stays, and more
 * may be added.
 */
final class JsonReport {
  /** Which format this is. */
  static final String FORMAT = "acp-conformance/1";

  /** For how many failures of one requirement the wire is told. */
  static final int MOST_WIRES = 5;

  private JsonReport() {}

  /** The report, indented. */
  static String of(Run run) {
    ObjectNode whole = Json.object().put("format", FORMAT).put("kit", Version.number());
    whole.put("date", run.date().toString()).put("conformant", run.conformant());
    ObjectNode agent = whole.putObject("agent");
    ArrayNode command = agent.putArray("command");
    run.command().forEach(command::add);
    if (run.agentInfo().isObject()) {
      agent.set("info", run.agentInfo());
    }
    ArrayNode counted = whole.putArray("counted");
    Arrays.stream(Tier.values()).filter(run::counts).forEach(tier -> counted.add(tier.word()));
    whole.set("summary", summary(run));
    ArrayNode requirements = whole.putArray("requirements");
    run.requirements().forEach(one -> requirements.add(requirement(one)));
    ArrayNode transcripts = whole.putArray("transcripts");
    run.played().forEach(one -> transcripts.add(transcript(one)));
    return whole.toPrettyString();
  }

  private static ObjectNode summary(Run run) {
    ObjectNode summary = Json.object();
    for (Tier tier : Tier.values()) {
      ObjectNode sum = summary.putObject(tier.word());
      for (Outcome outcome : Outcome.values()) {
        sum.put(outcome.word(), run.count(tier, outcome));
      }
    }
    return summary;
  }

  private static ObjectNode requirement(Judged one) {
    Requirement requirement = one.requirement();
    ObjectNode entry = Json.object().put("id", requirement.id());
    entry.put("tier", requirement.tier().word()).put("verdict", one.outcome().word());
    entry.put("statement", requirement.statement());
    entry.put("citation", requirement.citation().toString());
    ArrayNode trials = entry.putArray("transcripts");
    List<Trial> withWire = one.failures().stream().limit(MOST_WIRES).toList();
    one.trials().forEach(trial -> trials.add(trial(trial, withWire.contains(trial))));
    return entry;
  }

  private static ObjectNode trial(Trial trial, boolean withWire) {
    ObjectNode entry = Json.object().put("name", trial.transcript());
    entry.put("verdict", trial.outcome().word());
    if (!trial.reason().isEmpty()) {
      entry.put("reason", trial.reason());
    }
    if (trial.failure() != null) {
      entry.set("failure", failure(trial.failure(), withWire));
    }
    return entry;
  }

  private static ObjectNode failure(Verdict.Failed failure, boolean withWire) {
    ObjectNode entry = Json.object().put("line", failure.line()).put("step", failure.statement());
    entry.put("expected", failure.expected()).put("heard", failure.heard());
    if (withWire) {
      ArrayNode wire = entry.putArray("wire");
      failure.wire().forEach(wire::add);
      entry.put("stderr", failure.stderr());
    }
    return entry;
  }

  private static ObjectNode transcript(Played one) {
    ObjectNode entry = Json.object().put("name", one.transcript().name());
    entry.put("title", one.transcript().title()).put("spec", one.transcript().spec().toString());
    entry.put("millis", one.time().toMillis());
    entry.put("verdict", Outcome.of(one.strict()).word());
    switch (one.strict()) {
      case Verdict.Passed _ -> {}
      case Verdict.NotApplicable skipped -> entry.put("reason", skipped.reason());
      case Verdict.Failed failure -> {
        boolean isOnlyHere = one.transcript().claims().list().isEmpty() || failure.cause().isKits();
        entry.set("failure", failure(failure, isOnlyHere));
      }
    }
    return entry;
  }
}
