package acp.agent;

import acp.event.Event;
import acp.event.Ids;
import acp.event.MessageId;
import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelRequest;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One answer of the model's, told as it comes. Heard once. */
final class Answer {
  private final Turn turn;
  private final Model model;
  private final MessageId message;
  private final Ids ids;
  private final List<ModelEvent.Call> calls = new ArrayList<>();
  private ModelEvent.@Nullable Stop stop;
  private boolean speaking;
  private boolean thinking;
  private @Nullable MessageId thought;

  Answer(Turn turn, Model model, Ids ids) {
    this.turn = turn;
    this.model = model;
    this.ids = ids;
    this.message = ids.message();
  }

  /** The message that its text and its calls belong to. */
  MessageId message() {
    return message;
  }

  /** The tools it asks for, in order. */
  List<ModelEvent.Call> calls() {
    return calls;
  }

  /** Why it is over; once it is. */
  ModelEvent.Stop stop() {
    return stop == null ? ModelEvent.Stop.DONE : stop;
  }

  /** True if it is over and said nothing and wants nothing, whatever it may have thought. */
  boolean isEmpty() {
    return !speaking && calls.isEmpty() && stop() == ModelEvent.Stop.DONE;
  }

  /** True once the user has seen something of it. */
  boolean isSeen() {
    return speaking || thinking;
  }

  /**
   * Asks, and tells what comes. Done when it is over; where tools are to be called, when all of it
   * is on disk. If it breaks off, what came of it is told as ended before this fails.
   */
  Mono<Void> hear(ModelRequest request) {
    return model.stream(request)
        .concatMap(this::take)
        .then(Mono.defer(this::close))
        .onErrorResume(failure -> end().then(Mono.error(failure)));
  }

  /**
   * Ends what was said of it, so that the model does not find it in its context when it is asked
   * again.
   */
  Mono<Void> end() {
    return isSeen()
        ? endThought().then(turn.tell(new Event.MessageEnded(message, null)))
        : Mono.empty();
  }

  private Mono<Void> take(ModelEvent event) {
    return switch (event) {
      case ModelEvent.Text text -> {
        speaking = true;
        yield turn.post(new Event.MessageChunk(message, Event.Role.AGENT, text.delta()));
      }
      case ModelEvent.Thought text -> {
        thinking = true;
        if (thought == null) {
          thought = ids.message();
        }
        yield turn.post(new Event.MessageChunk(thought, Event.Role.THOUGHT, text.delta()));
      }
      case ModelEvent.ThoughtEnded ended -> {
        MessageId id = thought == null ? ids.message() : thought;
        boolean isNothing = thought == null && ended.providerData() == null;
        thought = null;
        yield isNothing
            ? Mono.empty()
            : turn.post(new Event.MessageEnded(id, ended.providerData()));
      }
      case ModelEvent.Call call -> {
        calls.add(call);
        yield Mono.empty();
      }
      case ModelEvent.Usage usage ->
          turn.post(
              new Event.UsageReported(
                  model.name(),
                  usage.input(),
                  usage.output(),
                  usage.cached(),
                  usage.written(),
                  model.window(),
                  model.facts().cost(usage)));
      case ModelEvent.Ended ended -> {
        stop = ended.stop();
        yield Mono.empty();
      }
    };
  }

  /**
   * Ends what it said. Where tools are to be called, waits until all of it is on disk, and so in
   * the transcript; otherwise the end of the turn comes next, and goes to disk with it.
   */
  private Mono<Void> close() {
    if (stop == null) {
      return Mono.error(cut());
    }
    if (!speaking) {
      return endThought();
    }
    var said = new Event.MessageEnded(message, null);
    return endThought().then(calls.isEmpty() ? turn.post(said) : turn.tell(said));
  }

  private Mono<Void> endThought() {
    MessageId open = thought;
    thought = null;
    return open == null ? Mono.empty() : turn.post(new Event.MessageEnded(open, null));
  }

  /** A model has broken its promise to fail, or to say that it is done. */
  private AcpException cut() {
    return new AcpException(
        ErrorCode.INTERNAL_ERROR,
        "The answer of " + model.name() + " was cut off before its end",
        Map.of("kind", "cut"));
  }
}
