package acp.command;

import acp.event.Event;
import acp.session.Turn;
import java.util.List;
import reactor.core.publisher.Mono;

/** {@code /redo}: brings back what the last {@code /undo} took. */
final class Redo implements Command {
  private final Means means;

  Redo(Means means) {
    this.means = means;
  }

  @Override
  public Mono<String> run(Call call) {
    return switch (call.rest()) {
      case "" -> redo(call.turn(), false);
      case Undo.FORCE -> redo(call.turn(), true);
      default -> Mono.just("Nothing was changed: `/redo` takes nothing behind it, or `force`.");
    };
  }

  private Mono<String> redo(Turn turn, boolean force) {
    return FileHistory.of(means.past(), turn.session())
        .flatMap(
            history -> {
              FileHistory.Step taken = history.taken();
              return taken == null
                  ? Mono.just("There is nothing to bring back: nothing was undone.")
                  : new Restoring(turn, means, force)
                      .restore(taken, true)
                      .flatMap(files -> tell(turn, taken, files));
            });
  }

  private static Mono<String> tell(
      Turn turn, FileHistory.Step taken, List<Restoring.Restored> files) {
    List<String> paths = Restoring.paths(files);
    String told = Restoring.told(files, turn.cwd(), "redo");
    return paths.isEmpty()
        ? Mono.just("Nothing was brought back.\n\n" + told)
        : turn.tell(new Event.FilesRestored(taken.turn(), paths, true))
            .thenReturn("Brought back:\n\n" + told);
  }
}
