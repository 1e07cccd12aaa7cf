package acp.command;

import acp.event.Digest;
import acp.event.Event;
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

  /** One file after the other; never fails for one. */
  Mono<List<Restored>> restore(List<FileHistory.Change> changes) {
    return FileHistory.before(means.past(), turn.session(), changes)
        .flatMapMany(
            texts -> Flux.fromIterable(changes).concatMap(change -> restore(change, texts)))
        .collectList();
  }

  private Mono<Restored> restore(FileHistory.Change change, Map<Long, String> texts) {
    String before = texts.get(change.seq());
    if (change.existed() && before == null) {
      return Mono.just(new Restored(change.path(), "was no text before", false, false));
    }
    String target = change.existed() ? before : null;
    return means
        .files()
        .read(turn, change.path())
        .map(Now::new)
        .defaultIfEmpty(new Now(null))
        .flatMap(now -> restore(change, now.text, target))
        .onErrorResume(
            failure -> failure instanceof IOException || failure instanceof AcpException,
            failure -> Mono.just(left(change, String.valueOf(failure.getMessage()), false)));
  }

  private Mono<Restored> restore(
      FileHistory.Change change, @Nullable String now, @Nullable String target) {
    String path = change.path();
    Restored done =
        new Restored(
            path,
            target == null ? "deleted" : now == null ? "made again" : "restored",
            true,
            false);
    if (Digest.of(now).equals(Digest.of(target))) {
      return Mono.just(done);
    }
    if (!force && !Digest.of(now).equals(change.after())) {
      return Mono.just(left(change, now == null ? "was deleted since" : "has changed since", true));
    }
    return turn.tell(
            new Event.FileChanged(means.ids().call(), path, now != null, now, Digest.of(target)))
        .then(
            Mono.defer(
                () ->
                    target == null
                        ? means.files().delete(turn, path)
                        : means.files().write(turn, path, target)))
        .thenReturn(done);
  }

  private static Restored left(FileHistory.Change change, String why, boolean conflict) {
    return new Restored(change.path(), why, false, conflict);
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
