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
 * @param compactAt how full a model's context may be, in percent, before it is summed up by itself
 */
public record LoopSettings(Limits limits, Backoff backoff, List<String> fallbacks, int compactAt) {
  /** What is left is enough for a long answer and what tools give. */
  public static final int COMPACT_AT = 85;

  /** What holds where nothing is set. */
  public static final LoopSettings USUAL =
      new LoopSettings(Limits.USUAL, Backoff.USUAL, List.of(), COMPACT_AT);

  public LoopSettings {
    requireNonNull(limits, "limits");
    requireNonNull(backoff, "backoff");
    fallbacks = List.copyOf(fallbacks);
  }
}
