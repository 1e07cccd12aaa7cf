package acp.agent;

import acp.event.Event;
import acp.event.Ids;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import acp.session.ConfigOption;
import acp.session.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The steps of one turn: each asks the model once and does what it asks for. */
final class Steps {
  private final Turn turn;
  private final Transcript transcript;
  private final Model model;
  private final ToolCalls tools;
  private final Ids ids;
  private final int maxRequests;

  private int requests;
  private @Nullable Reason end;

  Steps(Turn turn, Transcript transcript, Model model, ToolCalls tools, Ids ids, int maxRequests) {
    this.turn = turn;
    this.transcript = transcript;
    this.model = model;
    this.tools = tools;
    this.ids = ids;
    this.maxRequests = maxRequests;
  }

  /**
   * Steps until the model is done, or may not go on. A loop, not a recursion: a turn may have
   * thousands of steps.
   */
  Mono<Outcome> run() {
    return Mono.defer(this::step)
        .repeat(() -> end == null)
        .then(Mono.fromSupplier(() -> Outcome.stopped(end == null ? Reason.END_TURN : end)));
  }

  private Mono<Void> step() {
    if (requests++ == maxRequests) {
      end = Reason.MAX_TURN_REQUESTS;
      return Mono.empty();
    }
    Answer answer = new Answer();
    ModelRequest request =
        new ModelRequest(
            SystemPrompt.of(turn.cwd(), turn.roots()) + tools.standing(),
            model.seesImages() ? transcript.messages() : Blind.read(transcript.messages()),
            tools.definitions(),
            ThoughtLevel.of(turn.state().config().get(ConfigOption.THOUGHT_LEVEL)));
    return model.stream(request)
        .concatMap(answer::take)
        .then(Mono.defer(answer::close))
        .then(Mono.defer(() -> act(answer)));
  }

  private Mono<Void> act(Answer answer) {
    if (answer.calls.isEmpty() || answer.stop != ModelEvent.Stop.DONE) {
      end =
          switch (answer.stop) {
            case DONE -> Reason.END_TURN;
            case MAX_TOKENS -> Reason.MAX_TOKENS;
            case REFUSAL -> Reason.REFUSAL;
          };
      return Mono.empty();
    }
    return Flux.fromIterable(answer.calls)
        .concatMap(call -> tools.call(answer.message, call))
        .then();
  }

  /** One answer of the model's, told as it comes. */
  private final class Answer {
    private final MessageId message = ids.message();
    private final List<ModelEvent.Call> calls = new ArrayList<>();
    private ModelEvent.Stop stop = ModelEvent.Stop.DONE;
    private boolean speaking;
    private @Nullable MessageId thought;

    Mono<Void> take(ModelEvent event) {
      return switch (event) {
        case ModelEvent.Text text -> {
          speaking = true;
          yield turn.post(new Event.MessageChunk(message, Event.Role.AGENT, text.delta()));
        }
        case ModelEvent.Thought text -> {
          if (thought == null) {
            thought = ids.message();
          }
          yield turn.post(new Event.MessageChunk(thought, Event.Role.THOUGHT, text.delta()));
        }
        case ModelEvent.ThoughtEnded ended -> {
          MessageId id = thought == null ? ids.message() : thought;
          thought = null;
          yield turn.post(new Event.MessageEnded(id, ended.providerData()));
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
    Mono<Void> close() {
      Mono<Void> thinking =
          thought == null ? Mono.empty() : turn.post(new Event.MessageEnded(thought, null));
      if (!speaking) {
        return thinking;
      }
      var said = new Event.MessageEnded(message, null);
      return thinking.then(calls.isEmpty() ? turn.post(said) : turn.tell(said));
    }
  }
}
