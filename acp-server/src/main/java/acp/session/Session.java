package acp.session;

import static java.util.Objects.requireNonNull;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Ids;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One conversation: an actor that owns its state and is the only door by which events enter it.
 *
 * <p><b>The mailbox.</b> Whatever is asked of a session runs on its mailbox: one thing at a time,
 * in the order of arrival, on no thread of its own. Nothing on it blocks, and no JSON is read or
 * written there. A prompt and the cancel that was read right behind it are therefore seen in that
 * order, however early the cancel is.
 *
 * <p><b>Turns.</b> A prompt begins a turn, or waits for the one before it to end. The agent does
 * the work and tells its events; the session ends every turn, exactly once, whatever the agent
 * does: completes, fails, or is cancelled. The event that ends the turn is the last that is shown
 * of it, and only then is the prompt answered.
 *
 * <p><b>The past.</b> A session in memory is a cache of the journal. It reads the journal when it
 * first needs its state, and again after anything that may have made it stale: an append that
 * failed, one that found that another process has written to the session meanwhile, or a turn that
 * took some of the past back or brought it back. An idle session that is overtaken in this way
 * reads and tries again; a running turn fails, and the next prompt catches up. While another
 * process has a turn running, this one only reads.
 */
public final class Session {
  /** Prompts that may wait for a running turn. */
  static final int MAX_WAITING = 16;

  /** How often to try again behind another process. */
  private static final int ATTEMPTS = 3;

  private static final Logger log = LoggerFactory.getLogger(Session.class);

  private final SessionId id;
  private final Agent agent;
  private final Ids ids;
  private final Runnable missing;
  private final Scheduler mailbox;
  private final Recorder recorder;
  private final Past past;
  private final Map<Object, Watcher> watchers = new LinkedHashMap<>();
  private final Deque<Prompt> prompts = new ArrayDeque<>();
  private final List<MonoSink<Void>> idle = new ArrayList<>();

  private volatile @Nullable Place place;
  private Agent.@Nullable History history;
  private boolean stale = true;
  private boolean starting;
  private boolean closed;

  /** True once the running turn has taken back some of the past, which is then read anew. */
  private boolean rewound;

  private volatile @Nullable Runnable onFirstTurn;
  private @Nullable RunningTurn turn;

  private record Prompt(List<Content> content, Client client, MonoSink<Outcome> answer) {}

  /**
   * A session that reads its past when it is first needed.
   *
   * @param missing called when the journal turns out not to know the session
   */
  Session(SessionId id, Agent agent, Journal journal, Ids ids, Clock clock, Runnable missing) {
    this.id = id;
    this.missing = missing;
    this.agent = agent;
    this.ids = ids;
    this.mailbox = Schedulers.single(Schedulers.parallel());
    this.recorder = new Recorder(id, journal, clock, mailbox, this::show, this::lost);
    this.past = new Past(id, journal, clock, mailbox);
  }

  public SessionId id() {
    return id;
  }

  /**
   * Begins with what was just recorded of a new session, instead of reading it. Before anyone else
   * knows it.
   */
  void begin(List<Entry> first) {
    Agent.History fresh = agent.history();
    first.forEach(entry -> fresh.add(entry.event()));
    recorder.restore(Past.with(SessionState.EMPTY, first));
    history = fresh;
    stale = false;
  }

  /**
   * The fold of all that is on disk as far as this process knows; any thread. Read after {@link
   * #ready}.
   */
  public SessionState state() {
    return recorder.state();
  }

  /** Says where the session works in this process from now on; without it, where it began. */
  public void work(Place where) {
    place = where;
  }

  /** Where it works; read after {@link #ready}. */
  public String cwd() {
    return where().cwd();
  }

  /** Calls that when the next turn has begun and its prompt is on disk; it must return at once. */
  void onFirstTurn(Runnable call) {
    onFirstTurn = call;
  }

  /** Done when the state has been read from the journal. */
  public Mono<SessionState> ready() {
    return recorder
        .hold(Mono.defer(this::refresh))
        .onErrorMap(JournalException.class, this::failure)
        .then(Mono.fromSupplier(this::state));
  }

  /**
   * Shows what happens from now on to a watcher, unless {@code key} has one already. One watcher
   * per key.
   */
  public void watchUnlessWatched(Object key, Supplier<? extends Watcher> watcher) {
    mailbox.schedule(() -> watchers.computeIfAbsent(key, _ -> watcher.get()));
  }

  /**
   * Shows the whole past to {@code watcher}, then what happens from now on: no gap, no double.
   * Writes nothing: another process may be running the session. What a dead process left open is
   * shown closed.
   */
  public Mono<Void> replay(Object key, Watcher watcher) {
    return replay(key, watcher, null);
  }

  /**
   * As the other, but of the past the last turns only, behind a notice that says how many more
   * there are.
   *
   * @param turns how many; null for all
   */
  public Mono<Void> replay(Object key, Watcher watcher, @Nullable Integer turns) {
    return recorder
        .hold(Mono.defer(() -> replayHeld(key, watcher, turns)))
        .onErrorMap(JournalException.class, this::failure);
  }

  /**
   * Begins a turn with {@code content}, or waits behind the one that runs.
   *
   * @return how the turn ended, told after its last event was shown; an {@link AcpException} if too
   *     many prompts wait already or the journal failed. Unsubscribing does not cancel the turn:
   *     {@code withdrawn} does.
   * @param withdrawn cancels this prompt, running or waiting, when it completes
   */
  public Mono<Outcome> prompt(List<Content> content, Client client, Mono<Void> withdrawn) {
    return Mono.create(
        answer -> {
          Prompt prompt = new Prompt(content, client, answer);
          mailbox.schedule(() -> accept(prompt));
          answer.onDispose(
              withdrawn.subscribe(
                  _ -> {}, _ -> {}, () -> mailbox.schedule(() -> withdraw(prompt))));
        });
  }

  /** Tells those who watch that the agent has other commands here than before. */
  void tellCommands() {
    mailbox.schedule(() -> watchers.values().forEach(Watcher::commandsChanged));
  }

  /** Cancels the running turn and answers the prompts that wait. Nothing happens when idle. */
  public void cancel() {
    mailbox.schedule(this::cancelNow);
  }

  /**
   * Cancels as {@link #cancel}; done when no turn is left and its prompts are answered. What is
   * prompted or changed behind it is refused: it would be behind the back of whoever opens it anew.
   */
  public Mono<Void> close() {
    return Mono.create(
        done ->
            mailbox.schedule(
                () -> {
                  closed = true;
                  cancelNow();
                  idle.add(done);
                  tellIdle();
                }));
  }

  /**
   * Changes settings, also while a turn runs. Done when on disk and shown.
   *
   * @param change from the settings there are to those that change; asked twice, once to refuse
   *     before anything is done, once when it is done. What it throws is the answer
   */
  public Mono<SessionState> configure(UnaryOperator<Map<String, String>> change) {
    Mono<Void> changing =
        ready()
            .map(state -> change.apply(state.config()))
            .then(recorder.record(state -> changed(state, change)));
    return insisting(changing)
        .onErrorMap(JournalException.class, this::failure)
        .then(Mono.fromSupplier(this::state));
  }

  /** Gives the session a title, also while a turn runs. Done when on disk and shown. */
  public Mono<Void> rename(String title) {
    Mono<Void> renaming = ready().then(recorder.record(_ -> renamed(title)));
    return insisting(renaming).onErrorMap(JournalException.class, this::failure);
  }

  private List<Event> renamed(String title) {
    if (closed) {
      throw AcpException.unknownSession(id.value());
    }
    return List.of(new Event.TitleChanged(title, Event.TitleSource.USER));
  }

  private List<Event> changed(SessionState state, UnaryOperator<Map<String, String>> change) {
    if (closed) {
      throw AcpException.unknownSession(id.value());
    }
    Map<String, String> values = change.apply(state.config());
    return values.isEmpty() ? List.of() : List.of(new Event.ConfigChanged(values));
  }

  private void accept(Prompt prompt) {
    if (closed) {
      prompt.answer.error(AcpException.unknownSession(id.value()));
    } else if (turn == null) {
      start(prompt);
    } else if (prompts.size() < MAX_WAITING) {
      prompts.add(prompt);
    } else {
      prompt.answer.error(
          new AcpException(
              ErrorCode.INVALID_REQUEST,
              "Too many prompts are waiting in this session",
              Map.of("waiting", MAX_WAITING)));
    }
  }

  private void withdraw(Prompt prompt) {
    if (prompts.remove(prompt)) {
      prompt.answer.success(Outcome.stopped(Outcome.Reason.CANCELLED));
    } else if (turn != null && turn.answers(prompt.answer)) {
      turn.cancel();
    }
  }

  private void cancelNow() {
    while (!prompts.isEmpty()) {
      prompts.remove().answer.success(Outcome.stopped(Outcome.Reason.CANCELLED));
    }
    if (turn != null) {
      turn.cancel();
    }
  }

  /** Reads what must be read, records the prompt, and only then lets the agent work. */
  private void start(Prompt prompt) {
    starting = true;
    RunningTurn next =
        new RunningTurn(
            ids.turn(), id, this::where, prompt.content, prompt.client, recorder, prompt.answer);
    turn = next;
    Mono<Void> begin =
        recorder
            .hold(Mono.defer(this::recall))
            .then(recorder.record(state -> beginning(state, next, prompt.content)));
    insisting(begin)
        .publishOn(mailbox)
        .subscribe(_ -> {}, failure -> abandon(next, failure), () -> work(next));
  }

  /** Others may be quicker more than once; each time what they wrote is read first. */
  private static Mono<Void> insisting(Mono<Void> deed) {
    Mono<Void> insisting = deed;
    for (int again = 0; again < ATTEMPTS; again++) {
      insisting = insisting.onErrorResume(Fenced.class, _ -> deed);
    }
    return insisting;
  }

  private List<Event> beginning(SessionState state, RunningTurn next, List<Content> content) {
    List<Event> events = new ArrayList<>(Endings.ofInterrupted(state));
    events.add(new Event.PromptAccepted(next.id(), ids.message(), content));
    String title = state.title() == null ? Title.of(content) : null;
    if (title != null) {
      events.add(new Event.TitleChanged(title, Event.TitleSource.PROMPT));
    }
    String warning = recorder.takeWarning();
    if (warning != null) {
      events.add(new Event.NoticeRaised(Event.Severity.WARNING, warning, null));
    }
    return events;
  }

  /** Every turn ends exactly once, here, whatever the agent does. */
  private void work(RunningTurn running) {
    starting = false;
    Runnable first = onFirstTurn;
    if (first != null) {
      onFirstTurn = null;
      first.run();
    }
    agent
        .run(running, requireNonNull(history))
        .subscribeOn(Schedulers.boundedElastic())
        .takeUntilOther(running.cancelled())
        .defaultIfEmpty(Outcome.stopped(Outcome.Reason.CANCELLED))
        .onErrorResume(failure -> Mono.just(failed(failure)))
        .flatMap(outcome -> end(running, outcome))
        .publishOn(mailbox)
        .subscribe(
            outcome -> {
              running.answer(outcome);
              next(running);
            },
            failure -> abandon(running, failure));
  }

  private Mono<Outcome> end(RunningTurn running, Outcome outcome) {
    return running.isAbandoned()
        ? Mono.empty()
        : recorder.end(running, state -> ending(state, outcome)).thenReturn(outcome);
  }

  private List<Event> ending(SessionState state, Outcome outcome) {
    List<Event> events = new ArrayList<>();
    OpenMessage open = recorder.openMessage();
    if (open != null) {
      events.add(new Event.MessageEnded(open.first().message(), null));
    }
    events.addAll(Endings.of(state, outcome));
    return events;
  }

  private Outcome failed(Throwable failure) {
    if (failure instanceof AcpException known) {
      return new Outcome.Failed(known.code().code(), known.getMessage(), known.data());
    }
    String incident = ids.next();
    log.error("A turn of session {} failed, incident {}", id, incident, failure);
    return new Outcome.Failed(
        ErrorCode.INTERNAL_ERROR.code(), "Internal error", Map.of("incident", incident));
  }

  /**
   * The journal could not keep up with the turn: it ends without an event, and the session reads
   * anew.
   */
  private void abandon(RunningTurn running, Throwable failure) {
    starting = false;
    running.abandon();
    recorder.yieldLease();
    running.fail(failure instanceof JournalException lost ? failure(lost) : failure);
    running.cancel();
    next(running);
  }

  private void next(RunningTurn ended) {
    if (turn != ended) {
      return;
    }
    turn = null;
    if (rewound) {
      rewound = false;
      stale = true;
      history = null;
    }
    Prompt waiting = prompts.poll();
    if (waiting != null) {
      start(waiting);
    } else {
      tellIdle();
    }
  }

  private void tellIdle() {
    if (turn == null) {
      idle.forEach(MonoSink::success);
      idle.clear();
    }
  }

  private void lost(JournalException why) {
    log.warn("Session {} could not be written: {}", id, why.getMessage());
    stale = true;
    history = null;
    if (why instanceof Gone) {
      missing.run();
    }
    RunningTurn running = turn;
    if (running != null && !starting) {
      abandon(running, why);
    }
  }

  private Mono<Void> show(List<Entry> entries) {
    rewound |= entries.stream().anyMatch(entry -> Rewinds.isRewind(entry.event()));
    if (history != null) {
      for (Entry entry : entries) {
        history.add(entry.event());
      }
    }
    if (watchers.isEmpty()) {
      return Mono.empty();
    }
    return Mono.when(watchers.values().stream().map(watcher -> watcher.live(entries)).toList());
  }

  private Place where() {
    SessionState state = state();
    Place given = place;
    return given != null ? given : new Place(state.cwd(), state.roots());
  }

  private AcpException failure(JournalException why) {
    if (why instanceof Gone) {
      return AcpException.unknownSession(id.value());
    }
    if (why instanceof Busy busy) {
      return busy.told();
    }
    return new AcpException(
        ErrorCode.INTERNAL_ERROR,
        "The session could not be saved",
        Map.of("details", String.valueOf(why.getMessage())),
        why);
  }

  private Mono<Void> refresh() {
    return stale ? read(null) : Mono.empty();
  }

  /** Reads the past for the agent, if it is not in memory. */
  private Mono<Void> recall() {
    return stale || history == null ? read(agent.history()) : Mono.empty();
  }

  private Mono<Void> read(Agent.@Nullable History into) {
    return past.fold(into)
        .doOnNext(state -> keep(state, into))
        .doOnError(AcpException.class, _ -> missing.run())
        .then();
  }

  private void keep(SessionState state, Agent.@Nullable History into) {
    recorder.restore(state);
    history = into;
    stale = false;
  }

  private Mono<Void> replayHeld(Object key, Watcher watcher, @Nullable Integer turns) {
    Watcher before = watchers.remove(key);
    return past.show(watcher, turns)
        .flatMap(state -> settle(state, watcher))
        .doOnError(AcpException.class, _ -> missing.run())
        .doOnSuccess(_ -> watchers.put(key, watcher))
        .doFinally(
            _ -> {
              if (before != null) {
                // A replay that was given up leaves its client watching as it did.
                mailbox.schedule(() -> watchers.putIfAbsent(key, before));
              }
            });
  }

  /** The past has been shown up to {@code read}: keeps the fold, unless a turn has its own. */
  private Mono<Void> settle(SessionState read, Watcher watcher) {
    if (turn != null) {
      return Mono.empty();
    }
    if (stale || read.lastSeq() != state().lastSeq()) {
      keep(read, null);
    }
    return past.close(read, watcher);
  }
}
