package acp.command;

import acp.event.Event;
import acp.session.Turn;
import java.util.Iterator;
import java.util.List;
import reactor.core.publisher.Mono;

/** {@code /undo}: takes back what the tools changed in files, one turn after the other. */
final class Undo implements Command {
  static final String FORCE = "force";

  private static final String NOTE = "What commands changed is not covered.";

  private final Means means;

  Undo(Means means) {
    this.means = means;
  }

  @Override
  public Mono<String> run(Call call) {
    return switch (call.rest()) {
      case "" -> undo(call.turn(), false);
      case FORCE -> undo(call.turn(), true);
      default -> Mono.just("Nothing was changed: `/undo` takes nothing behind it, or `force`.");
    };
  }

  private Mono<String> undo(Turn turn, boolean force) {
    return FileHistory.of(means.past(), turn.session())
        .flatMap(history -> undo(turn, history.standing().reversed().iterator(), force));
  }

  /** Whoever insists goes past what cannot be done at all; nobody is to be stuck there. */
  private Mono<String> undo(Turn turn, Iterator<FileHistory.Step> steps, boolean force) {
    if (!steps.hasNext()) {
      return Mono.just("There is nothing to undo: no change of a file by a tool stands. " + NOTE);
    }
    FileHistory.Step step = steps.next();
    return new Restoring(turn, means, force)
        .restore(step, false)
        .flatMap(
            files ->
                force && Restoring.paths(files).isEmpty() && steps.hasNext()
                    ? undo(turn, steps, true)
                    : tell(turn, step, files));
  }

  private static Mono<String> tell(
      Turn turn, FileHistory.Step step, List<Restoring.Restored> files) {
    List<String> paths = Restoring.paths(files);
    String told = Restoring.told(files, turn.cwd(), "undo");
    if (paths.isEmpty()) {
      return Mono.just("Nothing of " + Paths.turn(step.prompt()) + " was taken back.\n\n" + told);
    }
    return turn.tell(new Event.FilesRestored(step.turn(), paths, false))
        .thenReturn(
            "Took back what "
                + Paths.turn(step.prompt())
                + " changed:\n\n"
                + told
                + "\n`/redo` brings it back. "
                + NOTE);
  }
}
