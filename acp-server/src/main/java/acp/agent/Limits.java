package acp.agent;

import acp.event.Tokens;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much one turn may take. Each bounds a turn that runs away, not one that works hard; what is
 * reached ends the turn with a notice, and the user may let it go on.
 *
 * @param requests how often the model may be asked
 * @param calls how many tools it may call
 * @param time how long the turn may last, the user's own thinking included; null for no limit
 * @param tokens how many tokens may be sent and received in all; 0 for no limit
 * @param cost what may be spent, in billionths of a US dollar, as far as prices are known; 0 for no
 *     limit
 */
public record Limits(int requests, int calls, @Nullable Duration time, long tokens, long cost) {

  /** What holds where nothing is set. */
  public static final Limits USUAL = new Limits(200, 1000, null, 0, 0);

  public Limits {
    boolean timeless = time == null || time.isPositive();
    if (requests < 1 || calls < 1 || !timeless || tokens < 0 || cost < 0) {
      throw new IllegalArgumentException("limits are positive");
    }
  }

  /** Which of them is reached, in words that name its setting; null for none. */
  @Nullable String reached(int asked, boolean callsSpent, Tokens used) {
    if (asked >= requests) {
      return "it has asked the model %d times (limits.max_turn_requests)".formatted(requests);
    }
    if (callsSpent) {
      return "it has called %d tools (limits.max_tool_calls)".formatted(calls);
    }
    if (tokens > 0 && used.input() + used.output() >= tokens) {
      return "it has used %d tokens (limits.max_turn_tokens)".formatted(tokens);
    }
    return cost > 0 && used.cost() >= cost
        ? "it has cost %s US dollars (limits.max_turn_cost)".formatted(dollars(cost))
        : null;
  }

  /** That it has lasted too long, in the same words. */
  static String ofTime(Duration time) {
    return "it has lasted %d s (limits.max_turn_seconds)".formatted(time.toSeconds());
  }

  private static String dollars(long billionths) {
    return BigDecimal.valueOf(billionths, 9).stripTrailingZeros().toPlainString();
  }

  /** The same with another number of requests. */
  public Limits withRequests(int most) {
    return new Limits(most, calls, time, tokens, cost);
  }
}
