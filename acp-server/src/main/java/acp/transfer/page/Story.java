package acp.transfer.page;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.Shown;
import acp.event.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes scenes of events, as they come: pieces of a message become one, a call is told when it has
 * ended. Holds what is open, and no more.
 */
final class Story {
  /** Characters of one text, or of what one call printed, that are held. */
  private static final int HELD = 1 << 20;

  private final Audience audience;
  private final Map<CallId, Open> calls = new LinkedHashMap<>();
  private Event.@Nullable MessageChunk first;
  private Instant since = Instant.EPOCH;
  private StringBuilder text = new StringBuilder();
  private int prompts;
  private Tokens tokens = Tokens.NONE;

  /** Who is shown the scenes. */
  interface Audience {
    /** Shows the next one. */
    void show(Scene scene) throws IOException;
  }

  Story(Audience audience) {
    this.audience = audience;
  }

  /** A call that has not ended. */
  private static final class Open {
    private final Instant at;
    private final Event.ToolCallStarted started;
    private List<Shown> shown;
    private final StringBuilder output = new StringBuilder();
    private final List<String> decisions = new ArrayList<>();

    Open(Instant at, Event.ToolCallStarted started) {
      this.at = at;
      this.started = started;
      this.shown = started.shown();
    }

    Scene.Call ended(
        @Nullable CallStatus status, List<Shown> shown, String told, List<Content.Image> pictures) {
      String printed = status == null ? output.toString() : "";
      return new Scene.Call(
          at, started, status, shown, printed, told, pictures, List.copyOf(decisions));
    }
  }

  /** Takes in the next event. */
  void take(Entry entry) throws IOException {
    Instant at = entry.at();
    if (!(entry.event() instanceof Event.MessageChunk)) {
      flush();
    }
    switch (entry.event()) {
      case Event.MessageChunk e -> chunk(e, at);
      case Event.PromptAccepted e -> {
        close();
        audience.show(new Scene.Prompt(at, ++prompts, e.content()));
      }
      case Event.ToolCallStarted e -> calls.put(e.call(), new Open(at, e));
      case Event.ToolCallChanged e -> {
        Open open = calls.get(e.call());
        if (open != null && e.shown() != null) {
          open.shown = e.shown();
        }
      }
      case Event.ToolOutput e -> {
        Open open = calls.get(e.call());
        if (open != null && open.output.length() < HELD) {
          open.output.append(e.text());
        }
      }
      case Event.ToolCallEnded e -> {
        Open open = calls.remove(e.call());
        if (open != null) {
          audience.show(open.ended(e.status(), e.shown(), e.told(), e.pictures()));
        }
      }
      case Event.PermissionDecided e -> decided(e.call(), decision(e));
      case Event.PermissionAnswered e ->
          decided(e.call(), "The user answered: " + (e.option() == null ? "nothing" : e.option()));
      case Event.PlanChanged e -> audience.show(new Scene.Plan(at, e.entries()));
      case Event.UsageReported e -> tokens = tokens.plus(e);
      case Event.TurnEnded e -> {
        close();
        audience.show(new Scene.End(at, e.outcome(), tokens));
        tokens = Tokens.NONE;
      }
      default -> {
        Scene note = Notes.of(entry);
        if (note != null) {
          audience.show(note);
        }
      }
    }
  }

  /** Shows what was left open. */
  void end() throws IOException {
    flush();
    close();
  }

  private void chunk(Event.MessageChunk e, Instant at) throws IOException {
    Event.MessageChunk open = first;
    boolean more = open != null && open.message().equals(e.message()) && open.role() == e.role();
    if (!more || text.length() > HELD) {
      flush();
      first = e;
      since = at;
    }
    text.append(e.text());
  }

  private void flush() throws IOException {
    Event.MessageChunk open = first;
    if (open == null) {
      return;
    }
    String all = text.toString();
    first = null;
    text = new StringBuilder();
    if (!all.isBlank()) {
      audience.show(
          switch (open.role()) {
            case AGENT -> new Scene.Said(since, all);
            case THOUGHT -> new Scene.Thought(since, all);
          });
    }
  }

  private void close() throws IOException {
    for (Open open : List.copyOf(calls.values())) {
      audience.show(open.ended(null, open.shown, "", List.of()));
    }
    calls.clear();
  }

  private void decided(CallId call, String what) {
    Open open = calls.get(call);
    if (open != null) {
      open.decisions.add(what);
    }
  }

  private static String decision(Event.PermissionDecided e) {
    String why =
        switch (e.basis()) {
          case MODE -> "by the session's mode";
          case HARMLESS -> "since it does no harm";
          case GRANT -> "as before in this session";
          case RULE -> "by a rule" + (e.rule() == null ? "" : ": " + e.rule());
          case USER -> "by the user";
          case NOBODY -> "since nobody answered";
        };
    return (e.allowed() ? "Allowed " : "Not allowed ") + why;
  }

  /** How a turn ended, in words; empty where it came to its usual end. */
  static String ending(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed failed -> "This turn failed: " + failed.message();
      case Outcome.Stopped stopped ->
          switch (stopped.reason()) {
            case END_TURN -> "";
            case MAX_TOKENS -> "The answer was cut off: the model's limit was reached.";
            case MAX_TURN_REQUESTS -> "The turn was ended: it asked the model too often.";
            case REFUSAL -> "The model refused.";
            case CANCELLED -> "Cancelled.";
          };
    };
  }
}
