package acp.store.insight;

import acp.event.Tokens;
import acp.session.Insights.By;
import acp.session.Insights.Figures;
import acp.session.Insights.Group;
import acp.session.Insights.Query;
import acp.session.Insights.Report;
import acp.session.Insights.Spread;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a report of facts, which may be told in any order. */
public final class Statistics {
  /** More groups than this are of use to nobody; the greatest are told. */
  static final int MOST_GROUPS = 1_000;

  private final Query query;
  private final Sum total = new Sum();
  private final Map<String, Sum> groups = new HashMap<>();

  public Statistics(Query query) {
    this.query = query;
  }

  /** True if the turn is of the period. */
  public boolean concerns(TurnFact turn) {
    return (query.since() == null || !turn.at().isBefore(query.since()))
        && (query.until() == null || turn.at().isBefore(query.until()));
  }

  /**
   * A turn of the period.
   *
   * @param session any number that stands for its session alone
   */
  public void add(long session, String cwd, TurnFact turn) {
    total.add(session, turn);
    Sum group = group(cwd, turn);
    if (group != null) {
      group.add(session, turn);
    }
    turn.used()
        .forEach(
            (model, tokens) -> {
              total.add(tokens);
              Sum user = query.by() == By.MODEL ? group(model) : group;
              if (user != null) {
                user.sessions.add(session);
                user.add(tokens);
              }
            });
  }

  /** A call of a turn of the period. */
  public void add(long session, String cwd, TurnFact turn, ToolFact call) {
    total.add(call);
    Sum group = query.by() == By.TOOL ? group(call.tool()) : group(cwd, turn);
    if (group != null) {
      group.sessions.add(session);
      group.add(call);
    }
  }

  private @Nullable Sum group(String cwd, TurnFact turn) {
    return switch (query.by()) {
      case DAY -> group(turn.at().atZone(query.zone()).toLocalDate().toString());
      case PROJECT -> group(cwd);
      case MODEL -> group(turn.model());
      case MODE -> group(turn.mode());
      case TOOL -> null;
      case ERROR -> turn.outcome() == null || isFine(turn) ? null : group(errorClass(turn));
    };
  }

  private Sum group(@Nullable String name) {
    return groups.computeIfAbsent(name == null ? "" : name, _ -> new Sum());
  }

  private static boolean isFine(TurnFact turn) {
    return TurnFact.FINE.equals(turn.outcome());
  }

  private static boolean isFailed(TurnFact turn) {
    return turn.outcome() != null && turn.outcome().startsWith(TurnFact.FAILED);
  }

  private static @Nullable String errorClass(TurnFact turn) {
    return isFailed(turn) && turn.outcome() != null
        ? turn.outcome().substring(TurnFact.FAILED.length())
        : turn.outcome();
  }

  /**
   * The report of what was told.
   *
   * @param left how many sessions are missing from it
   */
  public Report report(long left) {
    List<Group> named =
        groups.entrySet().stream()
            .map(group -> new Group(group.getKey(), group.getValue().figures()))
            .sorted(
                query.by() == By.DAY
                    ? Comparator.comparing(Group::name).reversed()
                    : Comparator.<Group>comparingLong(
                            group -> group.figures().turns() + group.figures().calls())
                        .reversed()
                        .thenComparing(Group::name))
            .limit(MOST_GROUPS)
            .toList();
    return new Report(total.figures(), query.by() == By.DAY ? named.reversed() : named, left);
  }

  /** Figures in the making. */
  private static final class Sum {
    private final Set<Long> sessions = new HashSet<>();
    private final Values first = new Values();
    private final Values took = new Values();
    private final Values calls = new Values();
    private Tokens tokens = Tokens.NONE;
    private long turns;
    private long failed;
    private long cancelled;
    private long compactions;
    private long called;
    private long failures;
    private long refusals;

    void add(long session, TurnFact turn) {
      sessions.add(session);
      compactions += turn.compactions();
      if (turn.command()) {
        return;
      }
      boolean brokenOff = TurnFact.CANCELLED.equals(turn.outcome());
      turns++;
      failed += isFailed(turn) ? 1 : 0;
      cancelled += brokenOff ? 1 : 0;
      first.add(turn.first());
      if (!brokenOff) {
        took.add(turn.took());
      }
    }

    void add(Tokens more) {
      tokens =
          new Tokens(
              tokens.requests() + more.requests(),
              tokens.input() + more.input(),
              tokens.output() + more.output(),
              tokens.cached() + more.cached(),
              tokens.written() + more.written(),
              tokens.cost() + more.cost());
    }

    void add(ToolFact call) {
      called++;
      failures += call.failed() ? 1 : 0;
      refusals += call.refused() ? 1 : 0;
      calls.add(call.took());
    }

    Figures figures() {
      return new Figures(
          sessions.size(),
          turns,
          failed,
          cancelled,
          tokens,
          compactions,
          first.spread(),
          took.spread(),
          called,
          failures,
          refusals,
          calls.spread());
    }
  }

  /** Numbers, many of them. */
  private static final class Values {
    private long[] all = new long[16];
    private int count;

    void add(@Nullable Long value) {
      if (value == null) {
        return;
      }
      if (count == all.length) {
        all = Arrays.copyOf(all, count * 2);
      }
      all[count++] = value;
    }

    Spread spread() {
      if (count == 0) {
        return Spread.NONE;
      }
      long[] sorted = Arrays.copyOf(all, count);
      Arrays.sort(sorted);
      return new Spread(count, at(sorted, 50), at(sorted, 95), at(sorted, 99));
    }

    /** The least of them that so many of 100 are not greater than. */
    private static long at(long[] sorted, int percent) {
      long rank = ((long) sorted.length * percent + 99) / 100;
      return sorted[(int) Math.max(0, rank - 1)];
    }
  }
}
