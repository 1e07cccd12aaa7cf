package acp.agent;

import acp.event.Event;
import acp.event.Event.CompactionStatus;
import acp.event.Ids;
import acp.model.Model;
import acp.model.ModelMessage;
import acp.session.Turn;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Makes room in the model's context when a turn runs out of it: before a request where the last one
 * had filled it nearly, and behind one that the model's server found too long. The prompt that is
 * to be answered stays as it is; a summary takes the place of the rest.
 */
final class Room {
  private final Turn turn;
  private final Transcript transcript;
  private final Ids ids;
  private final int percent;

  /** False from a compaction on until there is room again: one that made none is not repeated. */
  private boolean ready = true;

  /**
   * @param percent how full the context may be before it is summed up
   */
  Room(Turn turn, Transcript transcript, Ids ids, int percent) {
    this.turn = turn;
    this.transcript = transcript;
    this.ids = ids;
    this.percent = percent;
  }

  /** Makes room if there is little left; done either way. */
  Mono<Void> before(Model model) {
    return Mono.defer(
        () -> {
          long used = transcript.used();
          boolean full = model.window() > 0 && used * 100 >= model.window() * percent;
          if (!full) {
            ready |= used > 0;
            return Mono.empty();
          }
          return ready ? make(model).then() : Mono.empty();
        });
  }

  /** Makes room; whether there is more of it now. */
  Mono<Boolean> make(Model model) {
    return Mono.defer(
        () -> {
          ready = false;
          List<ModelMessage> past = transcript.past();
          if (!Compaction.isWorthIt(past)) {
            return Mono.just(false);
          }
          return new Compaction(turn, model, ids)
              .run(past, "")
              .map(Event.CompactionEnded::status)
              .map(status -> status == CompactionStatus.COMPLETED);
        });
  }
}
