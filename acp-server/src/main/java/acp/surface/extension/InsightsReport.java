package acp.surface.extension;

import acp.session.Insights.Figures;
import acp.session.Insights.Report;
import acp.session.Insights.Spread;
import java.util.List;

/**
 * Figures of a period.
 *
 * @param groups days in order, all else the one with most turns or calls first
 * @param left how many sessions are not counted in whole yet
 */
public record InsightsReport(Numbers total, List<Group> groups, long left) {
  private static final double BILLION = 1e9;

  public InsightsReport {
    groups = List.copyOf(groups);
  }

  /** One of the parts; an empty name stands for unknown. */
  public record Group(String name, Numbers figures) {}

  /** How many milliseconds; each is one that occurred, all 0 where there are none. */
  public record Millis(long count, long p50, long p95, long p99) {
    static Millis of(Spread spread) {
      return new Millis(spread.count(), spread.p50(), spread.p95(), spread.p99());
    }
  }

  /**
   * The figures.
   *
   * @param cost US dollars, as far as prices are known
   * @param cacheRatio of the tokens sent, what came from a cache, 0 to 1
   * @param firstSign from the prompt to the first sign of the model
   * @param turn from the prompt to the end of its turn
   * @param toolCall from when a call ran to its end
   */
  public record Numbers(
      long sessions,
      long turns,
      long failedTurns,
      long cancelledTurns,
      long requests,
      long inputTokens,
      long outputTokens,
      long cachedTokens,
      long writtenTokens,
      double cacheRatio,
      double cost,
      long compactions,
      Millis firstSign,
      Millis turn,
      long toolCalls,
      long toolFailures,
      long toolRefusals,
      Millis toolCall) {
    static Numbers of(Figures figures) {
      return new Numbers(
          figures.sessions(),
          figures.turns(),
          figures.failed(),
          figures.cancelled(),
          figures.tokens().requests(),
          figures.tokens().input(),
          figures.tokens().output(),
          figures.tokens().cached(),
          figures.tokens().written(),
          figures.cacheRatio(),
          figures.tokens().cost() / BILLION,
          figures.compactions(),
          Millis.of(figures.first()),
          Millis.of(figures.turn()),
          figures.calls(),
          figures.failures(),
          figures.refusals(),
          Millis.of(figures.call()));
    }
  }

  static InsightsReport of(Report report) {
    return new InsightsReport(
        Numbers.of(report.total()),
        report.groups().stream()
            .map(group -> new Group(group.name(), Numbers.of(group.figures())))
            .toList(),
        report.left());
  }
}
