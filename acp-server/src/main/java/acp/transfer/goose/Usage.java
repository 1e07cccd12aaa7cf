package acp.transfer.goose;

import acp.event.Event;
import acp.transfer.foreign.Telling;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What Goose's calls to models took: each message may say it, and newer databases have a ledger,
 * which also knows the calls that left no message. What the ledger says is told once: with its
 * message where there is one, else at the end.
 */
final class Usage {
  private static final double NANOS = 1e9;

  private final Telling telling;
  private final Deque<Row> ledger = new ArrayDeque<>();

  /** A row of the ledger. */
  record Row(@Nullable Instant at, Event.UsageReported usage, boolean compaction) {}

  Usage(Telling telling) {
    this.telling = telling;
  }

  /** Takes in a row of the ledger; before any message. */
  void add(Row row) {
    ledger.add(row);
  }

  /** Tells what a message says that it took. */
  void of(@Nullable Instant at, JsonNode metadata, String model) {
    JsonNode usage = metadata.path("usage");
    if (!usage.isObject()) {
      return;
    }
    long input = usage.path("inputTokens").asLong();
    long output = usage.path("outputTokens").asLong();
    Row row = take(input, output);
    telling.usage(
        at,
        row != null
            ? named(row.usage, model)
            : new Event.UsageReported(
                named(model),
                input,
                output,
                usage.path("cacheReadInputTokens").asLong(),
                usage.path("cacheWriteInputTokens").asLong(),
                0,
                cost(usage.path("cost").asDouble())));
  }

  private @Nullable Row take(long input, long output) {
    for (Iterator<Row> rows = ledger.iterator(); rows.hasNext(); ) {
      Row row = rows.next();
      if (!row.compaction && row.usage.input() == input && row.usage.output() == output) {
        rows.remove();
        return row;
      }
    }
    return null;
  }

  /** Tells what a compaction took. */
  void compaction(@Nullable Instant at) {
    for (Iterator<Row> rows = ledger.iterator(); rows.hasNext(); ) {
      Row row = rows.next();
      if (row.compaction) {
        rows.remove();
        telling.usage(at, row.usage);
        return;
      }
    }
  }

  /** Tells what is left. */
  void end() {
    for (Row row = ledger.poll(); row != null; row = ledger.poll()) {
      telling.usage(row.at, row.usage);
    }
  }

  static Event.UsageReported reported(
      String model, long input, long output, long cached, long written, double dollars) {
    return new Event.UsageReported(named(model), input, output, cached, written, 0, cost(dollars));
  }

  /** A message knows the provider too. */
  private static Event.UsageReported named(Event.UsageReported usage, String model) {
    return new Event.UsageReported(
        model.isEmpty() ? usage.model() : model,
        usage.input(),
        usage.output(),
        usage.cached(),
        usage.written(),
        usage.window(),
        usage.cost());
  }

  private static String named(String model) {
    return model.isEmpty() ? "unknown" : model;
  }

  private static long cost(double dollars) {
    return Math.max(0, Math.round(dollars * NANOS));
  }
}
