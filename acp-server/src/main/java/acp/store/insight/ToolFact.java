package acp.store.insight;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a tool call.
 *
 * @param turn the seq of its turn's prompt
 * @param seq of its beginning
 * @param at when the model asked for it
 * @param call its id while it is open; null when it has ended
 * @param began when it ran; null if it did not, or if nobody said
 * @param took milliseconds that it ran; null if it did not, or was cut short
 * @param failed true if it ran, or could not, and failed
 * @param refused true if it was not allowed
 */
public record ToolFact(
    long turn,
    long seq,
    Instant at,
    String tool,
    @Nullable String call,
    @Nullable Instant began,
    @Nullable Long took,
    boolean failed,
    boolean refused) {

  ToolFact running(Instant moment) {
    return began != null
        ? this
        : new ToolFact(turn, seq, at, tool, call, moment, took, failed, refused);
  }

  ToolFact notAllowed() {
    return new ToolFact(turn, seq, at, tool, call, began, took, false, true);
  }

  ToolFact ended(Instant moment, boolean badly) {
    Instant from = began == null && !badly ? at : began;
    Long millis =
        from == null || refused
            ? null
            : Long.valueOf(Math.max(0, moment.toEpochMilli() - from.toEpochMilli()));
    return new ToolFact(turn, seq, at, tool, null, began, millis, badly && !refused, refused);
  }

  ToolFact cutShort() {
    return new ToolFact(turn, seq, at, tool, null, began, null, false, refused);
  }
}
