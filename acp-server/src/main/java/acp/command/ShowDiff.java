package acp.command;

import acp.event.Digest;
import acp.event.Fence;
import acp.protocol.AcpException;
import acp.session.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code /diff}: how the files are other than before the last turn, or before the session. */
final class ShowDiff implements Command {
  private static final String ALL = "all";

  /** Characters of all differences together. */
  private static final int LARGEST = 48 * 1024;

  private final Means means;

  ShowDiff(Means means) {
    this.means = means;
  }

  @Override
  public Mono<String> run(Call call) {
    Turn turn = call.turn();
    Mono<FileHistory> history = FileHistory.of(means.past(), turn.session());
    return switch (call.rest()) {
      case "" -> history.flatMap(known -> ofTheLastTurn(turn, known.standing()));
      case ALL -> history.flatMap(known -> ofTheSession(turn, known.standing()));
      default -> Mono.just("`/diff` takes nothing behind it, or `all`.");
    };
  }

  private Mono<String> ofTheLastTurn(Turn turn, List<FileHistory.Step> steps) {
    if (steps.isEmpty()) {
      return nothing();
    }
    FileHistory.Step last = steps.getLast();
    return told(turn, last.standing(), "Since before " + Paths.turn(last.prompt()));
  }

  /** Of each file, what it was before the first change that stands. */
  private Mono<String> ofTheSession(Turn turn, List<FileHistory.Step> steps) {
    Map<String, FileHistory.Change> first = new LinkedHashMap<>();
    for (FileHistory.Step step : steps) {
      for (FileHistory.Change change : step.standing()) {
        first.merge(change.path(), change, FileHistory.Change::thenBy);
      }
    }
    return first.isEmpty() ? nothing() : told(turn, first.values(), "Since before the session");
  }

  private static Mono<String> nothing() {
    return Mono.just("No change of a file by a tool stands. What commands changed is not shown.");
  }

  private Mono<String> told(Turn turn, Collection<FileHistory.Change> changes, String since) {
    return FileHistory.before(means.past(), turn.session(), changes)
        .flatMapMany(
            texts -> Flux.fromIterable(changes).concatMap(change -> compared(turn, change, texts)))
        .collectList()
        .map(files -> told(files, turn.cwd(), since));
  }

  /** A file, and how it differs; null where that cannot be told. */
  private record Compared(String path, @Nullable String diff, String note) {}

  private Mono<Compared> compared(Turn turn, FileHistory.Change change, Map<Long, String> texts) {
    String before = texts.get(change.seq());
    if (change.existed() && before == null) {
      return Mono.just(new Compared(change.path(), null, "was no text before"));
    }
    return means
        .files()
        .read(turn, change.path())
        .map(Now::new)
        .defaultIfEmpty(new Now(null))
        .publishOn(Schedulers.boundedElastic()) // comparing takes a while
        .map(now -> compared(turn, change, before, now.text))
        .onErrorResume(
            failure -> failure instanceof IOException || failure instanceof AcpException,
            failure ->
                Mono.just(new Compared(change.path(), null, String.valueOf(failure.getMessage()))));
  }

  private static Compared compared(
      Turn turn, FileHistory.Change change, @Nullable String before, @Nullable String now) {
    String diff = UnifiedDiff.of(Paths.plain(change.path(), turn.cwd()), before, now);
    String note = Digest.of(now).equals(change.after()) ? "" : "has changed since by other hands";
    return diff.isEmpty()
        ? new Compared(change.path(), null, "is again what it was")
        : new Compared(change.path(), diff, note);
  }

  private record Now(@Nullable String text) {}

  private static String told(List<Compared> files, String cwd, String since) {
    StringBuilder diffs = new StringBuilder();
    List<String> notes = new ArrayList<>();
    for (Compared file : files) {
      String note = file.note;
      if (file.diff != null && diffs.length() + file.diff.length() > LARGEST) {
        note = diffs.isEmpty() ? "is shown in part" : "is not shown: it would be too much";
        diffs.append(diffs.isEmpty() ? beginning(file.diff) : "");
      } else if (file.diff != null) {
        diffs.append(file.diff);
      }
      if (!note.isEmpty()) {
        notes.add("- " + Paths.shown(file.path, cwd) + " " + Markdown.text(note) + "\n");
      }
    }
    String list = notes.isEmpty() ? "" : "\n\n" + String.join("", notes).stripTrailing();
    return since
        + (diffs.isEmpty() ? ", nothing differs." : ":\n\n" + Fence.text(diffs.toString(), "diff"))
        + list
        + "\n\nWhat commands changed is shown only where a tool changed the file too.";
  }

  private static String beginning(String diff) {
    int end = diff.lastIndexOf('\n', LARGEST);
    return diff.substring(0, end < 0 ? LARGEST : end + 1);
  }
}
