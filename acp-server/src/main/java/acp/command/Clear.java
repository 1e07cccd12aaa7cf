package acp.command;

import acp.event.Event;
import reactor.core.publisher.Mono;

/** {@code /clear} and {@code /new}: the model's context begins afresh. */
final class Clear implements Command {
  static final String UNDO = "undo";

  private final String name;

  Clear(String name) {
    this.name = name;
  }

  @Override
  public Mono<String> run(Call call) {
    return switch (call.rest()) {
      case "" ->
          call.turn()
              .tell(new Event.ContextCleared())
              .thenReturn(
                  "The model begins afresh: it sees nothing of what was before. You and the log keep"
                      + " everything; `/"
                      + name
                      + " undo` gives it back.");
      case UNDO -> undo(call, name);
      default ->
          Mono.just("Nothing was changed: `/" + name + "` takes nothing behind it, or `undo`.");
    };
  }

  /** Puts back what the last clearing or compaction took from the model. */
  static Mono<String> undo(Call call, String name) {
    int cuts = call.turn().state().cuts();
    if (cuts == 0) {
      return Mono.just("There is nothing to undo: the model sees the whole conversation.");
    }
    String more =
        cuts == 1
            ? "the whole conversation."
            : "what the last cut had taken. `/"
                + name
                + " undo` gives back what the one before took.";
    return call.turn().tell(new Event.ContextRestored()).thenReturn("The model sees again " + more);
  }
}
