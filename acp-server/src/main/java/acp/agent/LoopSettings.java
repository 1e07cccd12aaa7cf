package acp.agent;

import static java.util.Objects.requireNonNull;

import acp.model.resilience.Backoff;
import java.util.List;

/**
 * How the agent conducts its turns.
 *
 * @param limits how much one turn may take
 * @param backoff how patient it is with a model that fails
 * @param fallbacks full names of the models that answer in place of one that cannot, in this order
 */
public record LoopSettings(Limits limits, Backoff backoff, List<String> fallbacks) {

  /** What holds where nothing is set. */
  public static final LoopSettings USUAL = new LoopSettings(Limits.USUAL, Backoff.USUAL, List.of());

  public LoopSettings {
    requireNonNull(limits, "limits");
    requireNonNull(backoff, "backoff");
    fallbacks = List.copyOf(fallbacks);
  }
}
