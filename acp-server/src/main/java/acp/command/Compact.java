package acp.command;

import acp.event.Event;
import reactor.core.publisher.Mono;

/** {@code /compact}: a summary takes the place of the conversation. */
final class Compact implements Command {
  private final Means.Compactor compactor;

  Compact(Means.Compactor compactor) {
    this.compactor = compactor;
  }

  @Override
  public Mono<String> run(Call call) {
    if (call.rest().equals(Clear.UNDO)) {
      return Clear.undo(call, "compact");
    }
    return compactor
        .compact(call.turn(), call.history(), call.rest())
        .map(Compact::answer)
        .defaultIfEmpty(
            "There is too little to summarise: the model has answered nothing yet, or nothing since the"
                + " last summary.");
  }

  /** The summary, or why there is none, has been shown already. */
  private static String answer(Event.CompactionEnded ended) {
    return switch (ended.status()) {
      case COMPLETED ->
          "The model goes on from this summary. You and the log keep everything; `/compact undo`"
              + " gives it back to the model too.";
      case FAILED, CANCELLED ->
          "Nothing was changed. Try again, choose another model with `/model`, or begin afresh with"
              + " `/clear`.";
    };
  }
}
