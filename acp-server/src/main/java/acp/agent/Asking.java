package acp.agent;

import acp.event.Event;
import acp.event.Ids;
import acp.model.Model;
import acp.model.ModelRequest;
import acp.model.resilience.Breakers;
import acp.model.resilience.Fault;
import acp.model.resilience.Fault.Kind;
import acp.protocol.AcpException;
import acp.session.Turn;
import acp.tool.Blocking;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Asks the model of one turn until there is an answer: again, where a failure may pass; another
 * model, where the user has named some to stand in. The user is told of each, since it takes time
 * or changes who answers. The model that stands in does so to the end of the turn; the next turn
 * begins with the session's own again.
 */
final class Asking {
  private static final Logger log = LoggerFactory.getLogger(Asking.class);

  private final Turn turn;
  private final ModelSource models;
  private final LoopSettings settings;
  private final Breakers breakers;
  private final Room room;
  private final Ids ids;
  private final Deque<String> others;
  private Model model;

  /**
   * The asking of one turn.
   *
   * @param model the one that the session has chosen
   */
  Asking(
      Turn turn,
      Model model,
      ModelSource models,
      LoopSettings settings,
      Breakers breakers,
      Room room,
      Ids ids) {
    this.turn = turn;
    this.model = model;
    this.models = models;
    this.settings = settings;
    this.breakers = breakers;
    this.room = room;
    this.ids = ids;
    this.others = new ArrayDeque<>(settings.fallbacks());
  }

  /** The model that answers at the moment. */
  Model model() {
    return model;
  }

  /**
   * Asks until there is an answer.
   *
   * @param request what to ask, made anew each time, since it depends on the model and on what has
   *     been told meanwhile
   * @return the answer, heard to its end; fails with what the last model failed with
   */
  Mono<Answer> ask(Function<Model, ModelRequest> request) {
    return Mono.defer(() -> new Question(request).run());
  }

  /** Who is asked over the network, as in the model's full name. */
  private static String provider(Model model) {
    int slash = model.name().indexOf('/');
    return slash < 0 ? model.name() : model.name().substring(0, slash);
  }

  /** One question, and all that is done to have it answered. */
  private final class Question {
    private final Function<Model, ModelRequest> request;
    private Answer answer = new Answer(turn, model, ids);
    private long begun = System.nanoTime();
    private int repeated;
    private boolean brokeOff;
    private boolean saidNothing;
    private boolean madeRoom;

    Question(Function<Model, ModelRequest> request) {
      this.request = request;
    }

    Mono<Answer> run() {
      return Mono.defer(this::attempt)
          .retryWhen(
              Retry.from(
                  failures ->
                      failures
                          .concatMap(signal -> again(signal.failure()))
                          .publishOn(Schedulers.boundedElastic())));
    }

    private Mono<Answer> attempt() {
      Answer next = new Answer(turn, model, ids);
      answer = next;
      String provider = provider(model);
      AcpException refusal = breakers.refusal(provider);
      if (refusal != null) {
        return Mono.error(refusal);
      }
      return Mono.defer(() -> next.hear(request.apply(model)))
          .doOnSuccess(_ -> breakers.answered(provider))
          .doOnCancel(() -> breakers.withdrawn(provider))
          .then(Mono.defer(() -> accept(next)));
    }

    /**
     * A model that says nothing may have stumbled: it has a second chance, and is believed then.
     */
    private Mono<Answer> accept(Answer heard) {
      if (!heard.isEmpty() || saidNothing) {
        return Mono.just(heard);
      }
      saidNothing = true;
      return heard
          .end()
          .then(notice("The model is asked again", model.name() + " answered with nothing"))
          .then(Mono.defer(this::attempt));
    }

    /** Done with a value when a model is to be asked again; fails when none is. */
    private Mono<Boolean> again(Throwable failure) {
      Fault fault = Fault.of(failure);
      boolean lost = !answer.calls().isEmpty() || (answer.isSeen() && brokeOff);
      brokeOff |= answer.isSeen();
      String provider = provider(model);
      if (fault.kind() == Kind.PASSING || fault.kind() == Kind.UNREACHABLE) {
        boolean elsewhere = fault.kind() == Kind.UNREACHABLE && !others.isEmpty();
        Optional<Duration> pause = lost || elsewhere ? Optional.empty() : pause(fault);
        if (pause.isPresent()) {
          breakers.withdrawn(provider);
          return repeat(pause.get(), failure);
        }
        if (model.isServed()) {
          breakers.failed(provider, failure);
        }
      } else if (fault.kind() != Kind.RESTING) {
        breakers.withdrawn(provider);
      }
      if (fault.kind() == Kind.CONTEXT && !lost && !madeRoom) {
        return makeRoom(failure);
      }
      return lost || !fault.isOfTheServer() ? Mono.error(failure) : standIn(failure);
    }

    /** Once: what is too long with a summary in its place is too long. */
    private Mono<Boolean> makeRoom(Throwable failure) {
      madeRoom = true;
      return room.make(model).flatMap(made -> made ? Mono.just(true) : Mono.error(failure));
    }

    private Optional<Duration> pause(Fault fault) {
      if (!model.isServed()) {
        return Optional.empty();
      }
      return settings
          .backoff()
          .pause(
              repeated,
              Duration.ofNanos(System.nanoTime() - begun),
              fault.pause(),
              ThreadLocalRandom.current().nextDouble());
    }

    private Mono<Boolean> repeat(Duration pause, Throwable failure) {
      repeated++;
      String title =
          "The model is asked again %s (%d of %d)"
              .formatted(in(pause), repeated, settings.backoff().retries());
      return notice(title, sentence(failure)).then(Mono.delay(pause)).thenReturn(true);
    }

    private Mono<Boolean> standIn(Throwable failure) {
      return Blocking.call(Asking.this::nextModel)
          .flatMap(Mono::justOrEmpty)
          .flatMap(
              before -> {
                repeated = 0;
                begun = System.nanoTime();
                String title = model.name() + " answers in place of " + before;
                return notice(title, sentence(failure)).thenReturn(true);
              })
          .switchIfEmpty(Mono.error(failure));
    }
  }

  /**
   * Goes on to the next model that can be opened; the name of the one before, empty if none can.
   */
  private Optional<String> nextModel() {
    String before = model.name();
    for (String name = others.poll(); name != null; name = others.poll()) {
      try {
        Model next = models.open(name);
        if (!next.name().equals(before)) {
          model = next;
          return Optional.of(before);
        }
      } catch (AcpException unusable) {
        log.warn("{} cannot stand in: {}", name, unusable.getMessage());
      }
    }
    return Optional.empty();
  }

  private Mono<Void> notice(String title, String description) {
    return turn.tell(new Event.NoticeRaised(Event.Severity.WARNING, title, description));
  }

  private static String sentence(Throwable failure) {
    return failure instanceof AcpException known ? known.getMessage() : "Internal error";
  }

  private static String in(Duration pause) {
    long seconds = Math.round(pause.toMillis() / 1000.0);
    return seconds == 0 ? "at once" : "in " + seconds + " s";
  }
}
