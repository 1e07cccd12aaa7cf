package acp.command;

import acp.event.Event;
import acp.event.TurnId;
import acp.session.Rewinds;
import acp.session.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code /rewind}: takes the conversation back to before a prompt, and brings it back.
 *
 * <p>Files come first, and the conversation last: whoever finds half of it done, finds files that
 * were undone, as by {@code /undo}, and all of the conversation.
 */
final class Rewind implements Command {
  static final String NAME = "rewind";
  static final String FILES = "files";

  private static final int SHOWN = 10;
  private static final String USAGE =
      "`/rewind 2` takes back the last two turns; `/rewind 2 files` also what tools changed in files"
          + " there; `/rewind undo` brings back what the last rewind took.";

  private final Means means;

  Rewind(Means means) {
    this.means = means;
  }

  @Override
  public Mono<String> run(Call call) {
    List<String> words = new ArrayList<>(Arrays.asList(call.rest().split("\\s+")));
    words.removeIf(String::isEmpty);
    boolean force = words.remove(Undo.FORCE);
    boolean files = words.remove(FILES) || force;
    if (words.size() > 1) {
      return Mono.just("Nothing was taken back. " + USAGE);
    }
    String target = words.isEmpty() ? "" : words.getFirst();
    return Conversation.of(means.past(), call.turn().session())
        .flatMap(
            all ->
                switch (target) {
                  case "" -> Mono.just(choices(all));
                  case Clear.UNDO -> undo(call.turn(), all.rewinds().last(), force);
                  default -> rewind(call.turn(), all, target, files, force);
                });
  }

  /** How far back one may go. */
  private static String choices(Conversation all) {
    List<Conversation.Asked> last = all.standing().reversed();
    StringBuilder text = new StringBuilder();
    if (last.isEmpty()) {
      text.append("There is nothing to take back.\n");
    } else {
      text.append("How far back?\n\n");
      for (int i = 0; i < Math.min(SHOWN, last.size()); i++) {
        text.append("- `/rewind ").append(i + 1).append("` – to before ");
        text.append(Markdown.quoted(last.get(i).text())).append('\n');
      }
    }
    int standing = all.rewinds().standing().size();
    if (standing > 0) {
      text.append("\n`/rewind undo` brings back what the last rewind took.\n");
    }
    return text.append("\nBehind it, `files` also takes back what tools changed in files.")
        .toString();
  }

  private Mono<String> rewind(
      Turn turn, Conversation all, String target, boolean files, boolean force) {
    Conversation.Asked first = all.find(target);
    if (first == null) {
      return Mono.just(
          "Nothing was taken back: there is no turn "
              + Markdown.quoted(target)
              + " that stands. `/rewind` lists those there are.");
    }
    List<Conversation.Asked> taken = all.from(first);
    Set<TurnId> turns =
        taken.stream().map(Conversation.Asked::turn).collect(Collectors.toUnmodifiableSet());
    var rewound =
        new Event.Rewound(first.seq(), all.own().seq() - 1, first.message(), taken.size());
    return FileHistory.of(means.past(), turn.session())
        .flatMap(
            history -> {
              List<FileHistory.Step> changed =
                  history.standing().reversed().stream()
                      .filter(step -> turns.contains(step.turn()))
                      .toList();
              Mono<List<Restoring.Restored>> undone =
                  files ? restore(turn, changed, force, false) : Mono.just(List.of());
              return undone.flatMap(
                  done ->
                      turn.tell(rewound)
                          .thenReturn(took(turn, first, taken.size(), files, changed, done)));
            });
  }

  /** One turn's files after the other; each turn is told of when its files are done. */
  private Mono<List<Restoring.Restored>> restore(
      Turn turn, List<FileHistory.Step> steps, boolean force, boolean redo) {
    return Flux.fromIterable(steps)
        .concatMap(
            step ->
                new Restoring(turn, means, force)
                    .restore(step, redo)
                    .flatMap(
                        files -> {
                          List<String> paths = Restoring.paths(files);
                          return paths.isEmpty()
                              ? Mono.just(files)
                              : turn.tell(new Event.FilesRestored(step.turn(), paths, redo))
                                  .thenReturn(files);
                        }))
        .concatMapIterable(files -> files)
        .collectList();
  }

  private static String took(
      Turn turn,
      Conversation.Asked first,
      int turns,
      boolean files,
      List<FileHistory.Step> changed,
      List<Restoring.Restored> done) {
    StringBuilder text = new StringBuilder();
    text.append("Took back ").append(turns == 1 ? "the last turn" : "the last " + turns + " turns");
    text.append(", from ").append(Markdown.quoted(first.text())).append(" on. ");
    text.append("The model knows nothing of it, and it is not shown when the session is loaded")
        .append(" again; the log keeps it. `/rewind undo` brings it back.");
    if (files && !changed.isEmpty()) {
      text.append("\n\n").append(Restoring.told(done, turn.cwd(), "undo"));
    } else if (!changed.isEmpty()) {
      text.append("\n\nWhat tools changed in files there is still in them; `/undo` takes it back,")
          .append(" turn by turn.");
    }
    return text.toString();
  }

  private Mono<String> undo(Turn turn, Rewinds.@Nullable Standing last, boolean force) {
    if (last == null) {
      return Mono.just("There is nothing to bring back: nothing was rewound.");
    }
    return FileHistory.of(means.past(), turn.session())
        .flatMap(history -> restore(turn, history.takenWith(last.seq()), force, true))
        .flatMap(
            files ->
                turn.tell(new Event.RewindUndone(last.seq()))
                    .thenReturn(
                        brought(last.event().turns())
                            + (files.isEmpty()
                                ? ""
                                : "\n\n" + Restoring.told(files, turn.cwd(), "redo"))));
  }

  private static String brought(int turns) {
    return "Brought back "
        + (turns == 1 ? "a turn" : turns + " turns")
        + ", to where "
        + (turns == 1 ? "it was" : "they were")
        + "; what was said since comes after. A client shows it when the session is loaded again.";
  }
}
