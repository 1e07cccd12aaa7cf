package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * A transcript that was played.
 *
 * @param transcript which
 * @param verdict what came of its steps
 * @param breaches what else was seen broken while it was played, each requirement once
 * @param agentInfo what the agent says of itself, or missing
 * @param time how long it took
 */
public record Played(
    Transcript transcript,
    Verdict verdict,
    List<Verdict.Failed> breaches,
    JsonNode agentInfo,
    Duration time) {

  /** Copies the list. */
  public Played {
    breaches = List.copyOf(breaches);
  }

  /** The verdict of its steps; if they did not fail but something else was broken, that. */
  public Verdict strict() {
    return verdict instanceof Verdict.Failed || breaches.isEmpty() ? verdict : breaches.getFirst();
  }
}
