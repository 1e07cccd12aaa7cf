package acp.command;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.event.TurnId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Which files the tools changed in which turn, and what was taken back: a fold of a session's
 * events, also of those that a rewind took back: what is in a file does not depend on what is said.
 * It holds no texts, only where they are, since those of a long session would be too much. For one
 * thread at a time.
 */
final class FileHistory {
  private final List<Step> steps = new ArrayList<>();
  private final Deque<Step> taken = new ArrayDeque<>();

  /** What the running turn has changed so far; of a command, what was there before it. */
  private Step running = new Step(new TurnId("none"), "");

  private boolean isCommand;

  private FileHistory() {}

  /** The history of a session, as far as it is on disk. */
  static Mono<FileHistory> of(Means.Past past, SessionId session) {
    return past.read(session, 0).collect(FileHistory::new, FileHistory::add);
  }

  /** The turns whose changes stand, at least in part; the first one first. */
  List<Step> standing() {
    return steps.stream().filter(step -> !step.standing().isEmpty()).toList();
  }

  /** What the last undo took and no redo has brought back; null if there is nothing. */
  @Nullable Step taken() {
    return taken.peek();
  }

  /**
   * What was taken by restorings told between two seqs, and not brought back; the last one first.
   */
  List<Step> takenWithin(long after, long before) {
    return taken.stream().filter(step -> step.seq > after && step.seq < before).toList();
  }

  /**
   * The texts that files had before these changes, by the changes' seqs. What was no text, or was
   * no file, is not among them.
   */
  static Mono<Map<Long, String>> before(
      Means.Past past, SessionId session, Collection<Change> changes) {
    Set<Long> seqs = new TreeSet<>(changes.stream().map(Change::seq).toList());
    if (seqs.isEmpty()) {
      return Mono.just(Map.of());
    }
    long last = Collections.max(seqs);
    return past.read(session, Collections.min(seqs) - 1)
        .takeUntil(entry -> entry.seq() >= last)
        .filter(entry -> seqs.contains(entry.seq()) && before(entry) != null)
        .collectMap(Entry::seq, entry -> Objects.requireNonNull(before(entry)));
  }

  private static @Nullable String before(Entry entry) {
    return entry.event() instanceof Event.FileChanged change ? change.before() : null;
  }

  private void add(Entry entry) {
    switch (entry.event()) {
      case Event.PromptAccepted prompt -> {
        running = new Step(prompt.turn(), firstText(prompt.content()));
        isCommand = false;
      }
      case Event.CommandRun _ -> isCommand = true;
      case Event.FileChanged change -> {
        if (!isCommand && running.changes.isEmpty()) {
          steps.add(running);
        }
        running.add(entry.seq(), change);
      }
      case Event.FilesRestored restored -> restored(entry.seq(), restored);
      default -> {}
    }
  }

  private void restored(long seq, Event.FilesRestored event) {
    for (Step step : steps) {
      if (step.turn.equals(event.turn())) {
        event.paths().forEach(path -> step.settle(path, event.redone(), running));
      }
    }
    if (!event.redone()) {
      Step step = running.of(seq, event);
      if (!step.changes.isEmpty()) {
        taken.push(step);
      }
    } else {
      broughtBack(event);
    }
    // A command may go on to the same files in an earlier turn.
    event.paths().forEach(running.changes::remove);
  }

  private void broughtBack(Event.FilesRestored event) {
    for (Step step : taken) {
      if (step.turn.equals(event.turn()) && step.changes.keySet().removeAll(event.paths())) {
        break;
      }
    }
    taken.removeIf(step -> step.changes.isEmpty());
  }

  private static String firstText(List<Content> content) {
    return content.stream()
        .filter(Content.Text.class::isInstance)
        .map(piece -> ((Content.Text) piece).text())
        .findFirst()
        .orElse("");
  }

  /** What one turn changed. */
  static final class Step {
    private final TurnId turn;
    private final String prompt;
    private final long seq;
    private final Map<String, Change> changes = new LinkedHashMap<>();

    private Step(TurnId turn, String prompt) {
      this(turn, prompt, 0);
    }

    /**
     * @param seq of the event that told of it, if it is something that was taken back
     */
    private Step(TurnId turn, String prompt, long seq) {
      this.turn = turn;
      this.prompt = prompt;
      this.seq = seq;
    }

    TurnId turn() {
      return turn;
    }

    /** What the user had said. */
    String prompt() {
      return prompt;
    }

    /** The changes that were not taken back, in their order. */
    List<Change> standing() {
      return changes.values().stream().filter(change -> !change.undone).toList();
    }

    /** Of several changes of a file the first says what it was, and the last what it is. */
    private void add(long seq, Event.FileChanged event) {
      changes.merge(
          event.path(),
          new Change(event.path(), seq, event.existed(), event.after(), false),
          Change::thenBy);
    }

    /**
     * A change was taken back, or made again by {@code command}, which may have left other text.
     */
    private void settle(String path, boolean redone, Step command) {
      Change by = command.changes.get(path);
      changes.computeIfPresent(
          path,
          (_, change) ->
              new Change(
                  path,
                  change.seq,
                  change.existed,
                  redone && by != null ? by.after : change.after,
                  !redone));
    }

    /** Of what a command has overwritten, that which it restored. */
    private Step of(long seq, Event.FilesRestored event) {
      Step step = new Step(event.turn(), prompt, seq);
      step.changes.putAll(changes);
      step.changes.keySet().retainAll(event.paths());
      return step;
    }
  }

  /**
   * The change of one file.
   *
   * @param path absolute
   * @param seq of the event that holds what it was
   * @param existed false if it was made
   * @param after {@link acp.event.Digest} of what it was made into
   */
  record Change(String path, long seq, boolean existed, String after, boolean undone) {

    /** This change and a later one of the same file, as one. */
    Change thenBy(Change later) {
      return new Change(path, seq, existed, later.after, undone);
    }
  }
}
