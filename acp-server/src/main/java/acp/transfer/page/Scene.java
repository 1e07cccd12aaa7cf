package acp.transfer.page;

import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.PlanEntry;
import acp.event.Shown;
import acp.event.Tokens;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a reader of a session sees as one. */
sealed interface Scene {

  /** When it began. */
  Instant at();

  /**
   * What the user asked.
   *
   * @param number from 1
   */
  record Prompt(Instant at, int number, List<Content> content) implements Scene {}

  /** What the agent said; Markdown. */
  record Said(Instant at, String text) implements Scene {}

  /** What the agent thought. */
  record Thought(Instant at, String text) implements Scene {}

  /**
   * A tool call, as far as it came.
   *
   * @param status null if it never ended
   * @param output what it printed; empty if the ended call shows that
   * @param told what the model was told; empty if it never ended
   * @param decisions how it was decided whether it may be done, in words
   */
  record Call(
      Instant at,
      Event.ToolCallStarted started,
      @Nullable CallStatus status,
      List<Shown> shown,
      String output,
      String told,
      List<Content.Image> pictures,
      List<String> decisions)
      implements Scene {}

  /** The plan, whole. */
  record Plan(Instant at, List<PlanEntry> entries) implements Scene {}

  /** Something beside the conversation. */
  record Note(Instant at, Event.Severity severity, String title, String text) implements Scene {}

  /** The end of a turn. */
  record End(Instant at, Outcome outcome, Tokens tokens) implements Scene {}
}
