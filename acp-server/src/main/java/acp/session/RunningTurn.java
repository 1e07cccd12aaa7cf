package acp.session;

import acp.event.Content;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.event.TurnId;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * A turn as its session knows it: the agent's view of it, and the ends of it that only the session
 * may pull.
 */
final class RunningTurn implements Turn {
  private final TurnId id;
  private final SessionId session;
  private final List<Content> prompt;
  private final Client client;
  private final Supplier<Place> place;
  private final Recorder recorder;
  private final MonoSink<Outcome> answer;
  private final Sinks.Empty<Void> cancelled = Sinks.empty();
  private boolean over;
  private volatile boolean abandoned;

  RunningTurn(
      TurnId id,
      SessionId session,
      Supplier<Place> place,
      List<Content> prompt,
      Client client,
      Recorder recorder,
      MonoSink<Outcome> answer) {
    this.id = id;
    this.session = session;
    this.place = place;
    this.prompt = prompt;
    this.client = client;
    this.recorder = recorder;
    this.answer = answer;
  }

  @Override
  public TurnId id() {
    return id;
  }

  @Override
  public SessionId session() {
    return session;
  }

  @Override
  public List<Content> prompt() {
    return prompt;
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public String cwd() {
    return place.get().cwd();
  }

  @Override
  public List<String> roots() {
    return place.get().roots();
  }

  @Override
  public SessionState state() {
    return recorder.state();
  }

  @Override
  public Mono<Void> tell(Event event) {
    // What the agent does next may take its time; the mailbox may not.
    return recorder.tell(this, event).publishOn(Schedulers.boundedElastic());
  }

  @Override
  public Mono<Void> post(Event event) {
    return recorder.post(this, event);
  }

  /** Asks the work to stop. Idempotent. */
  void cancel() {
    Sinks.EmitResult result = cancelled.tryEmitEmpty();
    if (result.isFailure() && result != Sinks.EmitResult.FAIL_TERMINATED) {
      throw new Sinks.EmissionException(result);
    }
  }

  /** Done when the turn shall stop. */
  Mono<Void> cancelled() {
    return cancelled.asMono();
  }

  /** True once the end is being recorded, or never will be; guarded by the recorder's lock. */
  boolean isOver() {
    return over || abandoned;
  }

  /** From now on the turn's events are dropped; guarded by the recorder's lock. */
  void over() {
    over = true;
  }

  /** The journal failed: nothing more of this turn is recorded, not even its end. */
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /** Answers the prompt. Only the first answer counts. */
  void answer(Outcome outcome) {
    answer.success(outcome);
  }

  /** True if this turn is what {@code prompt} waits for. */
  boolean answers(MonoSink<Outcome> prompt) {
    return answer.equals(prompt);
  }

  /** Answers the prompt with an error. Only the first answer counts. */
  void fail(Throwable failure) {
    answer.error(failure);
  }
}
