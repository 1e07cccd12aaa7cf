package acp.store.insight;

import acp.event.Event;
import acp.event.Tokens;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a turn.
 *
 * @param seq of its prompt
 * @param at when it began
 * @param model what was chosen, or else what answered first; null while unknown
 * @param mode null for the usual
 * @param command true if it was for the agent itself
 * @param first milliseconds to the first sign of the model; null without one
 * @param took milliseconds to its end; null while it runs
 * @param outcome {@link #FINE}, {@link #CANCELLED}, or in a word why it ended; null while it runs
 * @param compactions that succeeded
 * @param used by model
 */
public record TurnFact(
    long seq,
    Instant at,
    @Nullable String model,
    @Nullable String mode,
    boolean command,
    @Nullable Long first,
    @Nullable Long took,
    @Nullable String outcome,
    int compactions,
    Map<String, Tokens> used) {
  /** It came to an end of its own. */
  public static final String FINE = "end_turn";

  /** It was broken off. */
  public static final String CANCELLED = "cancelled";

  /** What {@link Facts} puts before the class of a failure. */
  static final String FAILED = "failed:";

  public TurnFact {
    used = Map.copyOf(used);
  }

  static TurnFact begun(long seq, Instant at, @Nullable String model, @Nullable String mode) {
    return new TurnFact(seq, at, model, mode, false, null, null, null, 0, Map.of());
  }

  TurnFact asCommand() {
    return new TurnFact(seq, at, model, mode, true, first, took, outcome, compactions, used);
  }

  TurnFact firstSign(Instant moment) {
    return first != null || outcome != null
        ? this
        : new TurnFact(
            seq, at, model, mode, command, millis(moment), took, outcome, compactions, used);
  }

  TurnFact plus(Event.UsageReported call) {
    Map<String, Tokens> more = new LinkedHashMap<>(used);
    more.put(call.model(), used.getOrDefault(call.model(), Tokens.NONE).plus(call));
    String known = model == null ? call.model() : model;
    return new TurnFact(seq, at, known, mode, command, first, took, outcome, compactions, more);
  }

  TurnFact compacted() {
    return new TurnFact(seq, at, model, mode, command, first, took, outcome, compactions + 1, used);
  }

  TurnFact ended(Instant moment, String how) {
    return new TurnFact(
        seq, at, model, mode, command, first, millis(moment), how, compactions, used);
  }

  /** A clock that was set back costs the figure, and makes none that is below 0. */
  private long millis(Instant moment) {
    return Math.max(0, moment.toEpochMilli() - at.toEpochMilli());
  }
}
