package acp.command;

import acp.event.Digest;
import acp.event.Event;
import acp.event.TurnId;
import acp.protocol.AcpException;
import acp.session.Turn;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives files what they had before some changes, each only if it is still as the change left it, or
 * if that does not matter. What they have until then is kept in the journal first, so that this can
 * be taken back too.
 */
final class Restoring {
  private final Turn turn;
  private final Means means;
  private final boolean force;

  Restoring(Turn turn, Means means, boolean force) {
    this.turn = turn;
    this.means = means;
    this.force = force;
  }

  /**
   * What became of one file.
   *
   * @param words what happened to it, or why nothing did
   * @param restored true if it has what it had
   * @param conflict true if it was left because it has changed since
   */
  record Restored(String path, String words, boolean restored, boolean conflict) {}

  /**
   * One file after the other; never fails for one.
   *
   * @param redone whether this makes the turn's changes again
   */
  Mono<List<Restored>> restore(FileHistory.Step step, boolean redone) {
    return FileHistory.before(means.past(), turn.session(), step.standing())
        .flatMapMany(
            texts ->
                Flux.fromIterable(step.standing())
                    .map(change -> new Task(step.turn(), change, redone))
                    .concatMap(task -> restore(task, texts)))
        .collectList();
  }

  /** A file to restore, and of whose change. */
  private record Task(TurnId of, FileHistory.Change change, boolean redone) {
    String path() {
      return change.path();
    }

    Restored left(String why, boolean conflict) {
      return new Restored(path(), why, false, conflict);
    }
  }

  private Mono<Restored> restore(Task task, Map<Long, String> texts) {
    boolean existed = task.change.existed();
    String before = texts.get(task.change.seq());
    if (existed && before == null) {
      return Mono.just(task.left("was no text before", false));
    }
    String target = existed ? before : null;
    return means
        .files()
        .read(turn, task.path())
        .map(Now::new)
        .defaultIfEmpty(new Now(null))
        .flatMap(now -> restore(task, now.text, target))
        .onErrorResume(
            failure -> failure instanceof IOException || failure instanceof AcpException,
            failure -> Mono.just(task.left(String.valueOf(failure.getMessage()), false)));
  }

  private Mono<Restored> restore(Task task, @Nullable String now, @Nullable String target) {
    String path = task.path();
    Restored done =
        new Restored(
            path,
            target == null ? "deleted" : now == null ? "made again" : "restored",
            true,
            false);
    String after = Digest.of(target);
    if (Digest.of(now).equals(after)) {
      return Mono.just(done);
    }
    if (!force && !task.change.left(Digest.of(now))) {
      return Mono.just(task.left(now == null ? "was deleted since" : "has changed since", true));
    }
    return turn.tell(
            new Event.FileChanged(
                means.ids().call(), path, now != null, now, after, task.of, task.redone))
        .then(
            Mono.defer(
                () ->
                    target == null
                        ? means.files().delete(turn, path)
                        : means.files().write(turn, path, target)))
        .thenReturn(done);
  }

  /** A file as it is; null if there is none. */
  private record Now(@Nullable String text) {}

  /** What was done and what was not, in Markdown. */
  static String told(List<Restored> files, String cwd, String name) {
    StringBuilder text = new StringBuilder();
    files.stream().filter(Restored::restored).forEach(file -> line(text, file, cwd, " – "));
    if (files.stream().anyMatch(file -> !file.restored)) {
      text.append(text.isEmpty() ? "" : "\n").append("Left as it is:\n\n");
      files.stream().filter(file -> !file.restored).forEach(file -> line(text, file, cwd, ": "));
    }
    if (files.stream().anyMatch(Restored::conflict)) {
      text.append("\n`/").append(name).append(" force` does it all the same.\n");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, Restored file, String cwd, String between) {
    text.append("- ").append(Paths.shown(file.path, cwd)).append(between);
    text.append(Markdown.text(file.words)).append('\n');
  }

  static List<String> paths(List<Restored> files) {
    return files.stream().filter(Restored::restored).map(Restored::path).toList();
  }
}
