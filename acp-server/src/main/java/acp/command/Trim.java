package acp.command;

import acp.event.Event;
import reactor.core.publisher.Mono;

/** {@code /trim}: the model's context begins with the last turns. */
final class Trim implements Command {

  @Override
  public Mono<String> run(Call call) {
    if (call.rest().equals(Clear.UNDO)) {
      return Clear.undo(call, "trim");
    }
    if (!call.rest().matches("0*[1-9][0-9]{0,5}")) {
      return Mono.just(
          "Nothing was changed: `/trim 5` leaves the model the last five turns, and `/trim undo`"
              + " gives back what the last cut took.");
    }
    int turns = Integer.parseInt(call.rest());
    return call.turn()
        .tell(new Event.ContextTrimmed(turns))
        .thenReturn(
            "The model sees "
                + (turns == 1 ? "the last turn" : "the last " + turns + " turns")
                + " and nothing of what was before. You and the log keep everything; `/trim undo`"
                + " gives it back.");
  }
}
