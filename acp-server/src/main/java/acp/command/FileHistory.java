package acp.command;

import acp.event.Content;
import acp.event.Digest;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.event.TurnId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
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
 *
 * <p>A change that a command has begun to take back, or to make again, stands and is taken, both,
 * until the command says that it is done. A process may die between; then either command goes on
 * from whatever the file is found to be.
 */
final class FileHistory {
  private final List<Step> steps = new ArrayList<>();
  private final Deque<Step> taken = new ArrayDeque<>();

  /**
   * The rewinds that stand, by the turns whose files they took. One that is brought back says so
   * when all is done; what is taken again before that goes with it again.
   */
  private final Map<TurnId, Long> rewinds = new HashMap<>();

  /** What the running turn has changed so far; of a command, what was there before it. */
  private Step running = new Step(new TurnId("none"), "");

  /** The name of the command that runs; empty while a turn of the model does. */
  private String command = "";

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
   * What was taken by a rewind, or by those that died before it, and not brought back; the last one
   * first.
   *
   * @param rewind the seq of its event
   */
  List<Step> takenWith(long rewind) {
    return taken.stream().filter(step -> step.rewind == rewind).toList();
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
        command = "";
      }
      case Event.CommandRun run -> command = run.command();
      case Event.FileChanged change -> {
        if (command.isEmpty()) {
          changed(entry.seq(), change);
        } else {
          begun(entry.seq(), change);
        }
      }
      case Event.FilesRestored restored -> restored(restored);
      case Event.Rewound _ ->
          taken.stream()
              .filter(step -> step.isOfRewind && step.rewind == 0)
              .forEach(
                  step -> {
                    step.rewind = entry.seq();
                    rewinds.put(step.turn, entry.seq());
                  });
      case Event.RewindUndone undone ->
          rewinds.values().removeIf(rewind -> rewind == undone.rewind());
      default -> {}
    }
  }

  private void changed(long seq, Event.FileChanged event) {
    if (running.changes.isEmpty()) {
      steps.add(running);
    }
    if (!running.changes.containsKey(event.path()) && event.existed() == (event.before() != null)) {
      decide(event.path(), event.before());
    }
    running.add(seq, event);
  }

  /** What a tool found in a file says how far a command that died had come with it. */
  private void decide(String path, @Nullable String found) {
    for (Step step : taken) {
      Change undone = step.changes.get(path);
      Change stands = standing(step.turn, path);
      if (undone == null || stands == null) {
        continue;
      }
      String digest = Digest.of(found);
      if (undone.left(digest)) {
        of(step.turn).forEach(each -> each.settle(path, false, running));
      } else if (stands.left(digest)) {
        step.changes.remove(path);
      }
    }
    taken.removeIf(step -> step.changes.isEmpty());
  }

  private @Nullable Change standing(TurnId turn, String path) {
    return of(turn).stream()
        .flatMap(step -> step.standing().stream())
        .filter(change -> change.path.equals(path))
        .findFirst()
        .orElse(null);
  }

  private List<Step> of(TurnId turn) {
    return steps.stream().filter(step -> step.turn.equals(turn)).toList();
  }

  /** A command is about to write a file. */
  private void begun(long seq, Event.FileChanged event) {
    running.add(seq, event);
    TurnId turn = event.restores();
    if (turn == null) {
      return;
    }
    if (event.redone()) {
      of(turn).forEach(step -> step.settle(event.path(), true, running));
    } else {
      taking(turn, event.path()).add(seq, event);
    }
  }

  /** Where that is kept which is being taken; without what an earlier command kept of the file. */
  private Step taking(TurnId turn, String path) {
    for (Step step : taken) {
      if (step.turn.equals(turn) && step.changes.remove(path) != null) {
        return step;
      }
    }
    Step last = taken.peek();
    if (last == null || last.isTold || !last.turn.equals(turn)) {
      last = taking(turn);
      taken.push(last);
    }
    return last;
  }

  private Step taking(TurnId turn) {
    Step step = new Step(turn, running.prompt);
    step.isOfRewind = command.equals(Rewind.NAME);
    step.rewind = rewinds.getOrDefault(turn, 0L);
    return step;
  }

  private void restored(Event.FilesRestored event) {
    of(event.turn())
        .forEach(step -> event.paths().forEach(path -> step.settle(path, event.redone(), running)));
    if (!event.redone()) {
      taken(event);
    } else {
      broughtBack(event);
    }
    // A command may go on to the same files in an earlier turn.
    event.paths().forEach(running.changes::remove);
  }

  /** What was begun with before is brought back with the rest. */
  private void taken(Event.FilesRestored event) {
    Step all = taking(event.turn());
    for (Step step : taken) {
      if (step.turn.equals(event.turn())
          && !Collections.disjoint(step.changes.keySet(), event.paths())) {
        step.changes.forEach(all.changes::putIfAbsent);
        step.changes.clear();
        all.rewind = Math.max(all.rewind, step.rewind);
      }
    }
    taken.removeIf(step -> step.changes.isEmpty());
    running.changes.forEach(
        (path, by) -> {
          if (event.paths().contains(path)) {
            all.changes.put(path, by);
          }
        });
    if (!all.changes.isEmpty()) {
      all.isTold = true;
      taken.push(all);
    }
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
    private final Map<String, Change> changes = new LinkedHashMap<>();

    /** Of what was taken: whether the command has said that it is done. */
    private boolean isTold;

    /** Of what was taken: whether by a rewind. */
    private boolean isOfRewind;

    /** Of what was taken by a rewind: the seq of its event; 0 as long as it was not told. */
    private long rewind;

    private Step(TurnId turn, String prompt) {
      this.turn = turn;
      this.prompt = prompt;
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
          new Change(event.path(), seq, event.existed(), event.after(), Set.of(), false),
          Change::thenInTurnBy);
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
                  change.earlier,
                  !redone));
    }
  }

  /**
   * The change of one file.
   *
   * @param path absolute
   * @param seq of the event that holds what it was
   * @param existed false if it was made
   * @param after {@link Digest} of what it was made into
   * @param earlier of what the same turn had made it into before: since a change is told before it
   *     is made, the last may never have been
   */
  record Change(
      String path, long seq, boolean existed, String after, Set<String> earlier, boolean undone) {

    /** Whether the file may have been left so. */
    boolean left(String digest) {
      return after.equals(digest) || earlier.contains(digest);
    }

    /** This change and one of the same file by a later turn, as one. */
    Change thenBy(Change later) {
      return new Change(path, seq, existed, later.after, later.earlier, undone);
    }

    private Change thenInTurnBy(Change later) {
      Set<String> all = new HashSet<>(earlier);
      all.add(after);
      return new Change(path, seq, existed, later.after, Set.copyOf(all), undone);
    }
  }
}
