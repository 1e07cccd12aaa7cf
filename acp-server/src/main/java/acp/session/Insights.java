package acp.session;

import static java.util.Objects.requireNonNull;

import acp.event.Tokens;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Says what sessions took: turns, tokens, money, time. All is taken from the events' own times, and
 * belongs to the turn it was part of, which belongs to the moment it began. What a session has from
 * the one that it was branched from counts once, there. Sessions that were deleted do not count.
 */
public interface Insights {

  /**
   * The figures of a period.
   *
   * @throws JournalException (as an error signal) if the store cannot be read
   */
  Mono<Report> report(Query query);

  /** What the figures are parted by. */
  enum By {
    DAY,
    /** The cwd of the session. */
    PROJECT,
    MODEL,
    MODE,
    TOOL,
    /** How a turn ended that did not come to an end of its own. */
    ERROR
  }

  /**
   * What is asked.
   *
   * @param since the first moment; null for all there is
   * @param until the moment behind the last; null for up to now
   * @param cwd only sessions with exactly this cwd; null for all
   * @param zone whose days
   * @param tags only sessions that have all of these now, at most {@link Labels#MAX_TAGS}
   */
  record Query(
      By by,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String cwd,
      ZoneId zone,
      Set<String> tags) {
    public Query {
      requireNonNull(by, "by");
      requireNonNull(zone, "zone");
      tags = Set.copyOf(tags);
      if (tags.size() > Labels.MAX_TAGS) {
        throw new IllegalArgumentException(tags.size() + " tags");
      }
    }

    /** Whatever tags there are. */
    public Query(
        By by,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String cwd,
        ZoneId zone) {
      this(by, since, until, cwd, zone, Set.of());
    }
  }

  /**
   * The answer.
   *
   * @param groups days in order, all else the one with most turns or calls first
   * @param left how many sessions are not yet counted in whole; 0 when all are
   */
  record Report(Figures total, List<Group> groups, long left) {
    public Report {
      groups = List.copyOf(groups);
    }
  }

  /** One of the parts; the name of a day is ISO 8601, an empty one stands for unknown. */
  record Group(String name, Figures figures) {}

  /**
   * Figures.
   *
   * @param sessions in which a turn began
   * @param turns prompts that were for the model; commands of the agent's own are none
   * @param failed turns that broke
   * @param cancelled turns that the user, or the end of the server, broke off
   * @param tokens what the calls to models took
   * @param compactions of the context that succeeded
   * @param first from the prompt to the first sign of the model, in milliseconds
   * @param turn from the prompt to its end, in milliseconds, of turns that were not cancelled
   * @param calls of tools
   * @param failures calls that failed, refused ones not among them
   * @param refusals calls that were not allowed
   * @param call from when a call ran to its end, in milliseconds
   */
  record Figures(
      long sessions,
      long turns,
      long failed,
      long cancelled,
      Tokens tokens,
      long compactions,
      Spread first,
      Spread turn,
      long calls,
      long failures,
      long refusals,
      Spread call) {

    /**
     * Of the tokens sent, how much came from a provider's cache, 0 to 1; 0 where none were sent.
     */
    public double cacheRatio() {
      return tokens.input() == 0 ? 0 : (double) tokens.cached() / tokens.input();
    }
  }

  /**
   * How values lie; each is one of them, all 0 where there are none.
   *
   * @param count of them
   * @param p50 half of them are no greater
   * @param p95 95 of 100 are no greater
   * @param p99 99 of 100 are no greater
   */
  record Spread(long count, long p50, long p95, long p99) {
    public static final Spread NONE = new Spread(0, 0, 0, 0);
  }
}
