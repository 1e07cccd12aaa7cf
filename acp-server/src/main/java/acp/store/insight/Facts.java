package acp.store.insight;

import acp.event.CallStatus;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Outcome;
import acp.session.ConfigOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fold of a session's events, told in order, to facts. It can stop anywhere and go on from what
 * it knew.
 */
public final class Facts {
  private final Map<Long, TurnFact> turns = new TreeMap<>();
  private final Map<Long, ToolFact> tools = new TreeMap<>();
  private final Map<String, ToolFact> open = new HashMap<>();
  private final Map<Long, Instant> ends = new HashMap<>();
  private @Nullable String model;
  private @Nullable String mode;
  private @Nullable TurnFact turn;

  /**
   * What to go on from.
   *
   * @param turn the last one, running or not; null before the first
   * @param open the calls that have not ended
   */
  public record Standing(
      @Nullable String model, @Nullable String mode, @Nullable TurnFact turn, List<ToolFact> open) {
    /** Nothing yet. */
    public static final Standing NONE = new Standing(null, null, null, List.of());

    public Standing {
      open = List.copyOf(open);
    }
  }

  public Facts(Standing standing) {
    model = standing.model;
    mode = standing.mode;
    turn = standing.turn;
    for (ToolFact call : standing.open) {
      if (call.call() != null) {
        open.put(call.call(), call);
      }
    }
  }

  /** The next event. */
  public void add(Entry entry) {
    switch (entry.event()) {
      case Event.ConfigChanged e -> {
        model = e.values().getOrDefault(ConfigOption.MODEL, model);
        mode = e.values().getOrDefault(ConfigOption.MODE, mode);
      }
      case Event.PromptAccepted _ -> {
        open.clear();
        change(TurnFact.begun(entry.seq(), entry.at(), model, mode));
      }
      case Event.CommandRun _ when turn != null -> change(turn.asCommand());
      case Event.MessageChunk _ when turn != null -> change(turn.firstSign(entry.at()));
      case Event.UsageReported e when turn != null -> change(turn.plus(e));
      case Event.CompactionEnded e
          when turn != null && e.status() == Event.CompactionStatus.COMPLETED ->
          change(turn.compacted());
      case Event.TurnEnded e when turn != null -> end(turn, entry.at(), e.outcome());
      default -> tool(entry);
    }
  }

  private void tool(Entry entry) {
    switch (entry.event()) {
      case Event.ToolCallStarted e when turn != null -> {
        change(turn.firstSign(entry.at()));
        change(
            e.call().value(),
            new ToolFact(
                turn.seq(),
                entry.seq(),
                entry.at(),
                e.name(),
                e.call().value(),
                null,
                null,
                false,
                false));
      }
      case Event.PermissionDecided e when !e.allowed() -> {
        ToolFact call = open.get(e.call().value());
        if (call != null) {
          change(e.call().value(), call.notAllowed());
        }
      }
      case Event.ToolCallChanged e when e.status() == CallStatus.IN_PROGRESS -> {
        ToolFact call = open.get(e.call().value());
        if (call != null) {
          change(e.call().value(), call.running(entry.at()));
        }
      }
      case Event.ToolCallEnded e -> {
        ToolFact call = open.remove(e.call().value());
        if (call != null) {
          tools.put(call.seq(), call.ended(entry.at(), e.status() == CallStatus.FAILED));
          ends.put(call.seq(), entry.at());
        }
      }
      default -> {}
    }
  }

  private void change(TurnFact changed) {
    turn = changed;
    turns.put(changed.seq(), changed);
  }

  private void change(String id, ToolFact changed) {
    open.put(id, changed);
    tools.put(changed.seq(), changed);
  }

  private void end(TurnFact running, Instant at, Outcome outcome) {
    String how = word(outcome);
    change(running.ended(at, how));
    if (how.equals(TurnFact.CANCELLED)) {
      // What ends in the same moment did not end by itself.
      tools.replaceAll((seq, call) -> at.equals(ends.get(seq)) ? call.cutShort() : call);
    }
    open.clear();
    ends.clear();
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stopped stopped -> stopped.reason().name().toLowerCase(Locale.ROOT);
      case Outcome.Failed failed ->
          TurnFact.FAILED
              + (failed.data().get("kind") instanceof String kind && !kind.isBlank()
                  ? kind
                  : Integer.toString(failed.code()));
    };
  }

  /** The turns that are new, or of which something is. */
  public Collection<TurnFact> turns() {
    return List.copyOf(turns.values());
  }

  /** The calls that are new, or of which something is. */
  public Collection<ToolFact> tools() {
    return List.copyOf(tools.values());
  }

  /** The model that is chosen; null while unknown. */
  public @Nullable String model() {
    return model;
  }

  /** What is to be gone on from. */
  public Standing standing() {
    return new Standing(model, mode, turn, List.copyOf(open.values()));
  }
}
