package acp.agent;

import acp.event.Event;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.model.Model;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.ConfigOption;
import acp.session.Turn;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The steps of one turn: each asks the model once and does what it asks for. */
final class Steps {
  private final Turn turn;
  private final Transcript transcript;
  private final Briefing briefing;
  private final Asking asking;
  private final Room room;
  private final ToolCalls tools;
  private final Limits limits;

  private int requests;
  private @Nullable Outcome end;

  Steps(
      Turn turn,
      Transcript transcript,
      Briefing briefing,
      Asking asking,
      Room room,
      ToolCalls tools,
      Limits limits) {
    this.turn = turn;
    this.transcript = transcript;
    this.briefing = briefing;
    this.asking = asking;
    this.room = room;
    this.tools = tools;
    this.limits = limits;
  }

  /**
   * Steps until the model is done, or may not go on. A loop, not a recursion: a turn may have
   * thousands of steps.
   */
  Mono<Outcome> run() {
    Mono<Outcome> steps =
        Mono.defer(this::step).repeat(() -> end == null).then(Mono.fromSupplier(() -> end));
    Duration time = limits.time();
    return time == null
        ? steps
        : steps
            .takeUntilOther(Mono.delay(time))
            .switchIfEmpty(stop(Limits.ofTime(time)).then(Mono.fromSupplier(() -> end)));
  }

  private Mono<Void> step() {
    String reached = limits.reached(requests, tools.isSpent(), turn.state().turnTokens());
    if (reached != null) {
      return stop(reached);
    }
    if (tools.isGoingInCircles()) {
      return stop("the model makes the same calls again and again, although it was told");
    }
    requests++;
    return room.before(asking.model())
        .then(Mono.defer(() -> asking.ask(this::request)))
        .flatMap(this::act);
  }

  private ModelRequest request(Model model) {
    return new ModelRequest(
        SystemPrompt.of(turn, briefing) + tools.standing(),
        model.seesImages()
            ? Sighted.read(transcript.question())
            : Blind.read(transcript.question()),
        tools.definitions(),
        ThoughtLevel.of(turn.state().config().get(ConfigOption.THOUGHT_LEVEL)));
  }

  private Mono<Void> act(Answer answer) {
    if (answer.isEmpty()) {
      return finishSilently();
    }
    return switch (answer.stop()) {
      case DONE -> {
        if (!answer.calls().isEmpty()) {
          yield tools.callAll(answer.message(), answer.calls());
        }
        yield finish(Reason.END_TURN);
      }
      case MAX_TOKENS -> finish(Reason.MAX_TOKENS);
      case REFUSAL -> finish(Reason.REFUSAL);
    };
  }

  private Mono<Void> finish(Reason reason) {
    end = Outcome.stopped(reason);
    return Mono.empty();
  }

  /**
   * After work was done silence may mean that it is done; in place of an answer it means nothing.
   */
  private Mono<Void> finishSilently() {
    if (requests == 1) {
      return Mono.error(
          new AcpException(
              ErrorCode.INTERNAL_ERROR,
              asking.model().name() + " answered with nothing, twice. Try another model",
              Map.of("kind", "empty")));
    }
    return notice("The model ended without a word", null).then(finish(Reason.END_TURN));
  }

  /** What was done stays, and the user decides whether it shall go on. */
  private Mono<Void> stop(String why) {
    return Mono.defer(
        () -> {
          end = Outcome.stopped(Reason.MAX_TURN_REQUESTS);
          return notice("The turn was stopped: " + why, "Send /continue to go on from here.");
        });
  }

  private Mono<Void> notice(String title, @Nullable String description) {
    return turn.tell(new Event.NoticeRaised(Event.Severity.WARNING, title, description));
  }
}
