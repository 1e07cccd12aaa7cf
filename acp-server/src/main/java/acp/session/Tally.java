package acp.session;

import acp.event.Event;
import acp.event.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * What a session's events add up to, as the catalogue keeps it: a fold of them, and of some of them
 * what these add. Pieces of messages and of output count for nothing, so it does not change when
 * fewer rows take their place.
 *
 * @param messages prompts, and messages of the agent's that have ended
 * @param turns prompts that were for the model; commands of the agent's own are none
 * @param toolCalls calls that were begun
 * @param tokens what models took; no figure is above {@link #MOST}
 * @param chosen the model that was chosen last; null if none was
 * @param used the model that answered first; null if none has
 * @param mode the mode that was chosen last; null if none was
 * @param titled whether a title was given
 * @param titleSource who gave the last one; null if that is not known
 */
public record Tally(
    long messages,
    long turns,
    long toolCalls,
    Tokens tokens,
    @Nullable String chosen,
    @Nullable String used,
    @Nullable String mode,
    boolean titled,
    Event.@Nullable TitleSource titleSource) {

  /** Of no events. */
  public static final Tally NONE = new Tally(0, 0, 0, Tokens.NONE, null, null, null, false, null);

  /** What any figure is cut at: nothing real is as large, and two of them still add up. */
  public static final long MOST = 1L << 60;

  /** Characters kept of a name. */
  static final int LONGEST_NAME = 200;

  /** The model to show: the one chosen, else the one that answered; null if there is neither. */
  public @Nullable String model() {
    return chosen == null ? used : chosen;
  }

  /** The same without how it came to it: what the catalogue shows. */
  public Tally settled() {
    return new Tally(
        messages, Math.max(0, turns), toolCalls, tokens, model(), null, mode, false, titleSource);
  }

  /** These and one more. */
  public Tally with(Event event) {
    return switch (event) {
      case Event.PromptAccepted _ -> counting(1, 1, 0);
      case Event.CommandRun _ -> counting(0, -1, 0); // its prompt was one too many
      case Event.MessageEnded _ -> counting(1, 0, 0);
      case Event.ToolCallStarted _ -> counting(0, 0, 1);
      case Event.UsageReported call ->
          new Tally(
              messages,
              turns,
              toolCalls,
              plus(call),
              chosen,
              used == null ? name(call.model()) : used,
              mode,
              titled,
              titleSource);
      case Event.ConfigChanged change ->
          new Tally(
              messages,
              turns,
              toolCalls,
              tokens,
              later(chosen, change.values().get(ConfigOption.MODEL)),
              used,
              later(mode, change.values().get(ConfigOption.MODE)),
              titled,
              titleSource);
      case Event.TitleChanged title ->
          new Tally(messages, turns, toolCalls, tokens, chosen, used, mode, true, title.source());
      default -> this;
    };
  }

  private Tally counting(int moreMessages, int moreTurns, int moreCalls) {
    return new Tally(
        messages + moreMessages,
        turns + moreTurns,
        toolCalls + moreCalls,
        tokens,
        chosen,
        used,
        mode,
        titled,
        titleSource);
  }

  private Tokens plus(Event.UsageReported call) {
    return new Tokens(
        tokens.requests() + 1,
        sum(tokens.input(), call.input()),
        sum(tokens.output(), call.output()),
        sum(tokens.cached(), call.cached()),
        sum(tokens.written(), call.written()),
        sum(tokens.cost(), call.cost()));
  }

  private static long sum(long all, long more) {
    return Math.min(MOST, all + Math.clamp(more, 0, MOST));
  }

  private static @Nullable String later(@Nullable String before, @Nullable String now) {
    return now == null ? before : name(now);
  }

  private static String name(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
  }
}
