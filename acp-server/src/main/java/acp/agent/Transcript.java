package acp.agent;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.TurnId;
import acp.model.ModelMessage;
import acp.session.Agent;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the model sees of a session: the fold of its events into messages. Thread-safe.
 *
 * <p>A step is one answer of the model's: thoughts, text and tool calls, followed by what became of
 * the calls. A call that never ended, because the process died, is told to the model as unfinished,
 * so that no call is without an answer. A turn that the model refused leaves the context, prompt
 * and all, as the protocol promises to clients; a turn that a command answered never was part of
 * it. An answer that broke off and was asked for again leaves it when the next one begins; until
 * then it is not told to the model, which could take it for its own last word.
 *
 * <p>A cut takes all that was before out of the context, or, where it trims, all but the last
 * turns: a clearing puts nothing in its place, a compaction its summary, behind which the prompt
 * stays that is yet to be answered. What was taken out is kept, so that a cut can be undone; what
 * came after it then follows what was before it.
 */
final class Transcript implements Agent.History {
  private static final String SUMMARY =
      "The conversation up to here was summarised to make room:\n\n";
  private static final String UNDONE =
      "[The user has undone your changes of these files; they are as they were before:]\n";
  private static final String REDONE = "[The user has brought back your changes of these files:]\n";
  private static final String UNFINISHED = "There is no result: the call did not finish.";

  private List<Item> items = new ArrayList<>();
  private final Deque<Cut> cuts = new ArrayDeque<>();
  private final Set<TurnId> turns = new HashSet<>();
  private @Nullable Step step;
  private @Nullable TurnId local;
  private @Nullable TurnId running;
  private boolean summing;
  private long used;

  private sealed interface Item {}

  private record Prompt(TurnId turn, List<Content> content) implements Item {}

  private record Summary(String text) implements Item {}

  /** Something that the model must know and did not do. */
  private record Note(String text) implements Item {}

  /** What was taken out, and what stands in its place; null for nothing. */
  private record Cut(List<Item> before, @Nullable Summary summary) {}

  /** A turn that goes on from where the one before it ended, without a word from the user. */
  private record Resumed(TurnId turn) implements Item {}

  private static final class Step implements Item {
    private @Nullable MessageId message;

    /** True once its words have ended: what is said next belongs to another answer. */
    private boolean spoken;

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<MessageId, Thinking> thoughts = new HashMap<>();
    private final Map<CallId, Event.ToolCallEnded> results = new HashMap<>();

    /** Where more of the text goes: the last piece, or a new one behind it. */
    StringBuilder text() {
      if (pieces.isEmpty() || !(pieces.getLast() instanceof Said)) {
        pieces.add(new Said(new StringBuilder()));
      }
      return ((Said) pieces.getLast()).text;
    }

    Thinking thought(MessageId id) {
      return thoughts.computeIfAbsent(
          id,
          _ -> {
            var thought = new Thinking();
            pieces.add(thought);
            return thought;
          });
    }

    boolean hasCalls() {
      return calls().findAny().isPresent();
    }

    boolean asked(CallId call) {
      return calls().anyMatch(each -> each.call().equals(call));
    }

    Stream<Event.ToolCallStarted> calls() {
      return pieces.stream().filter(Asked.class::isInstance).map(piece -> ((Asked) piece).call);
    }
  }

  /** What a step is made of, in the order in which it came. */
  private sealed interface Piece {}

  private record Said(StringBuilder text) implements Piece {}

  private record Asked(Event.ToolCallStarted call) implements Piece {}

  private static final class Thinking implements Piece {
    private final StringBuilder text = new StringBuilder();
    private @Nullable JsonNode providerData;
  }

  @Override
  public synchronized void add(Event event) {
    if (event instanceof Event.TurnEnded ended) {
      end(ended);
    } else if (!(local != null && isContent(event))) {
      take(event);
    }
  }

  /** Whether the event says something to or of the model. */
  private static boolean isContent(Event event) {
    return event instanceof Event.MessageChunk
        || event instanceof Event.MessageEnded
        || event instanceof Event.ToolCallStarted
        || event instanceof Event.ToolCallEnded;
  }

  private void end(Event.TurnEnded e) {
    step = null;
    local = null;
    running = null;
    if (e.outcome().equals(Outcome.stopped(Outcome.Reason.REFUSAL))) {
      forget(e.turn());
    }
  }

  private void take(Event event) {
    switch (event) {
      case Event.PromptAccepted e -> {
        boolean goesOn = Continue.isMeant(e.content()) && isWaiting();
        items.add(goesOn ? new Resumed(e.turn()) : new Prompt(e.turn(), e.content()));
        step = null;
        local = null;
        running = e.turn();
        turns.add(running);
      }
      case Event.PromptExpanded e ->
          items.replaceAll(
              item ->
                  item instanceof Prompt prompt && prompt.turn.equals(e.turn())
                      ? new Prompt(e.turn(), e.content())
                      : item);
      case Event.MessageChunk e -> {
        switch (e.role()) {
          case AGENT -> stepOf(e.message()).text().append(e.text());
          case THOUGHT -> thought(e.message()).text.append(e.text());
        }
      }
      case Event.MessageEnded e -> {
        Thinking thought = thoughtOf(e);
        if (thought != null) {
          thought.providerData = e.providerData();
        } else if (step != null) {
          step.spoken = true;
        }
      }
      case Event.ToolCallStarted e -> stepOf(e.message()).pieces.add(new Asked(e));
      case Event.ToolCallEnded e -> {
        Step asked = step;
        if (asked != null && asked.asked(e.call())) {
          asked.results.put(e.call(), e);
        }
      }
      case Event.CommandRun e -> {
        forget(e.turn());
        local = e.turn();
      }
      case Event.ContextCleared _ -> cut(null);
      case Event.ContextTrimmed e -> trim(e.turns());
      case Event.UsageReported e -> used = summing ? used : e.input() + e.output();
      case Event.CompactionStarted _ -> summing = true;
      case Event.CompactionEnded e -> {
        summing = false;
        String text = e.text();
        if (e.status() == Event.CompactionStatus.COMPLETED && text != null) {
          Prompt asked = unanswered();
          cut(new Summary(text));
          if (asked != null) {
            items.add(asked);
          }
        }
      }
      case Event.ContextRestored _ -> restore();
      case Event.FilesRestored e -> {
        if (turns.contains(e.turn())) {
          items.add(new Note(note(e)));
        }
      }
      case Event.SessionOpened _,
          Event.ToolCallChanged _,
          Event.ToolOutput _,
          Event.PlanChanged _,
          Event.PermissionAsked _,
          Event.PermissionAnswered _,
          Event.PermissionDecided _,
          Event.GrantsRevoked _,
          Event.FileChanged _,
          Event.InstructionsLoaded _,
          Event.ConfigChanged _,
          Event.TitleChanged _,
          Event.NoticeRaised _,
          Event.CompactionChunk _,
          Event.Rewound _,
          Event.RewindUndone _,
          Event.TurnEnded _,
          Event.Unknown _ -> {}
    }
  }

  /** The conversation as a model takes it, oldest first. */
  synchronized List<ModelMessage> messages() {
    return messages(items);
  }

  /** The same for a model that is to answer now: without what it began to say in this turn. */
  synchronized List<ModelMessage> question() {
    Step last = step;
    return last == null || last.hasCalls()
        ? messages(items)
        : messages(items.stream().filter(item -> !item.equals(last)).toList());
  }

  /** The same without the prompt that is to be answered now: what a summary may stand for. */
  synchronized List<ModelMessage> past() {
    List<ModelMessage> question = question();
    return unanswered() == null ? question : question.subList(0, question.size() - 1);
  }

  /**
   * The prompt of the running turn while nothing has come of it, as the model is given it; null
   * otherwise.
   */
  synchronized @Nullable List<Content> prompt() {
    Prompt asked = unanswered();
    return asked == null ? null : asked.content;
  }

  /** The tokens of the last request and its answer; 0 if none told them since the last cut. */
  synchronized long used() {
    return used;
  }

  private @Nullable Prompt unanswered() {
    return !items.isEmpty()
            && items.getLast() instanceof Prompt prompt
            && prompt.turn.equals(running)
        ? prompt
        : null;
  }

  private static List<ModelMessage> messages(List<Item> items) {
    List<ModelMessage> messages = new ArrayList<>();
    for (Item item : items) {
      switch (item) {
        case Prompt prompt -> messages.add(new ModelMessage.User(prompt.content));
        case Resumed _ -> {}
        case Step answer -> add(answer, messages);
        case Summary summary -> messages.add(user(SUMMARY + summary.text));
        case Note note -> messages.add(user(note.text));
      }
    }
    return messages;
  }

  /** Takes all there is out of the context. */
  private void cut(@Nullable Summary summary) {
    cuts.push(new Cut(items, summary));
    used = 0;
    items = new ArrayList<>();
    if (summary != null) {
      items.add(summary);
    }
    step = null;
  }

  /** Takes out what was before the last turns. */
  private void trim(int turns) {
    int begin = items.size();
    for (int left = turns; left > 0 && begin > 0; ) {
      begin--;
      left -= turnOf(items.get(begin)) == null ? 0 : 1;
    }
    List<Item> kept = List.copyOf(items.subList(begin, items.size()));
    items.subList(begin, items.size()).clear();
    cut(null);
    items.addAll(kept);
  }

  private void restore() {
    Cut cut = cuts.poll();
    if (cut == null) {
      return;
    }
    used = 0;
    List<Item> whole = new ArrayList<>(cut.before);
    items.stream()
        .filter(item -> !item.equals(cut.summary) && !cut.before.contains(item))
        .forEach(whole::add);
    items = whole;
  }

  private static ModelMessage user(String text) {
    return new ModelMessage.User(List.of(new Content.Text(text)));
  }

  private static String note(Event.FilesRestored e) {
    return (e.redone() ? REDONE : UNDONE) + String.join("\n", e.paths());
  }

  private static void add(Step step, List<ModelMessage> messages) {
    messages.add(new ModelMessage.Assistant(step.pieces.stream().map(Transcript::part).toList()));
    step.calls()
        .forEach(
            call -> {
              Event.ToolCallEnded result = step.results.get(call.call());
              messages.add(
                  new ModelMessage.ToolResult(
                      call.call().value(),
                      call.name(),
                      result == null ? UNFINISHED : result.told(),
                      result == null || result.status() == CallStatus.FAILED,
                      result == null ? List.of() : result.pictures()));
            });
  }

  private static ModelMessage.Part part(Piece piece) {
    return switch (piece) {
      case Said said -> new ModelMessage.Text(said.text.toString());
      case Thinking thought ->
          new ModelMessage.Thought(thought.text.toString(), thought.providerData);
      case Asked asked ->
          new ModelMessage.Call(
              asked.call.call().value(),
              asked.call.name(),
              asked.call.input() == null ? "{}" : asked.call.input().toString(),
              asked.call.providerData());
    };
  }

  /** The step that the message of that id belongs to: the last one, or a new one. */
  private Step stepOf(MessageId message) {
    Step last = step;
    if (last != null && (last.message == null || last.message.equals(message))) {
      last.message = message;
      return last;
    }
    Step next = begin();
    next.message = message;
    return next;
  }

  /**
   * The step that a thought belongs to: the last one while its calls have no results, or a new one.
   */
  private Step thinking() {
    return step != null && !step.spoken && step.results.isEmpty() ? step : begin();
  }

  private Thinking thought(MessageId message) {
    return thinking().thought(message);
  }

  /**
   * The thought that ends here; null if it is the message itself that does. A thought may have no
   * words: some providers hide them, and still want their data back.
   */
  private @Nullable Thinking thoughtOf(Event.MessageEnded ended) {
    Step last = step;
    if (last != null && last.thoughts.containsKey(ended.message())) {
      return last.thoughts.get(ended.message());
    }
    boolean text = last != null && ended.message().equals(last.message);
    return text || ended.providerData() == null ? null : thought(ended.message());
  }

  /**
   * A new answer. Where the one before it in the same turn asked for nothing, it broke off, and the
   * model was asked again: this one takes its place.
   */
  private Step begin() {
    if (step != null && !step.hasCalls()) {
      items.remove(step);
    }
    Step next = new Step();
    items.add(next);
    step = next;
    return next;
  }

  /** The turn that an item begins; null if it begins none. */
  private static @Nullable TurnId turnOf(Item item) {
    return switch (item) {
      case Prompt prompt -> prompt.turn;
      case Resumed resumed -> resumed.turn;
      case Step _, Summary _, Note _ -> null;
    };
  }

  /**
   * True if the last word is the user's or a tool's: there is something for the model to answer.
   */
  private boolean isWaiting() {
    for (Item item : items.reversed()) {
      if (!(item instanceof Resumed)) {
        return item instanceof Prompt || (item instanceof Step last && last.hasCalls());
      }
    }
    return false;
  }

  private void forget(TurnId turn) {
    for (int i = items.size() - 1; i >= 0; i--) {
      if (turn.equals(turnOf(items.get(i)))) {
        items.subList(i, items.size()).clear();
        return;
      }
    }
  }
}
