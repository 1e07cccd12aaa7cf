package acp.session;

import acp.event.Entry;
import acp.event.Event;
import acp.event.Ids;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Journal.Branch;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The sessions of this process, and through the journal those of all others. Thread-safe.
 *
 * <p>A session is taken into memory when it is first asked for and stays until it is closed.
 * Whether it exists is asked of the journal, so a session that this process has never seen can be
 * prompted like any other.
 */
public final class Sessions {
  private final Journal journal;
  private final Agent agent;
  private final Ids ids;
  private final Clock clock;
  private final Choices choices;
  private final Function<String, Origin> surroundings;
  private final Set<SessionId> ephemeral = ConcurrentHashMap.newKeySet();
  private final Map<SessionId, Session> attached = new ConcurrentHashMap<>();
  private final AtomicBoolean prepared = new AtomicBoolean();
  private final Set<Mono<Void>> creating = ConcurrentHashMap.newKeySet();

  /**
   * The sessions in {@code journal}, worked on by {@code agent}.
   *
   * @param choices what the user may choose in a session
   */
  public Sessions(Journal journal, Agent agent, Ids ids, Clock clock, Choices choices) {
    this(journal, agent, ids, clock, choices, _ -> Origin.UNKNOWN);
  }

  /**
   * As the other.
   *
   * @param surroundings what there is to know of a folder that a session begins in; may touch the
   *     disk
   */
  public Sessions(
      Journal journal,
      Agent agent,
      Ids ids,
      Clock clock,
      Choices choices,
      Function<String, Origin> surroundings) {
    this.surroundings = surroundings;
    this.journal = journal;
    this.agent = agent;
    this.ids = ids;
    this.clock = clock;
    this.choices = choices;
    agent.onCommands(this::tellCommands);
  }

  private void tellCommands(SessionId id) {
    Session session = attached.get(id);
    if (session != null) {
      session.tellCommands();
    }
  }

  /** What the user may choose in a session. */
  public Choices choices() {
    return choices;
  }

  /** What the agent does itself in that session when a prompt names it. */
  public List<SlashCommand> commands(SessionId session) {
    return agent.commands(session);
  }

  /** A new session of the usual kind, begun by somebody unknown; see the other. */
  public Mono<Session> create(Place place) {
    return create(place, Traits.USUAL, () -> Origin.UNKNOWN);
  }

  /**
   * A new session, which is on disk when this is done; an {@link AcpException} (authentication
   * required) if the user must log in before the agent can work.
   *
   * @param traits those it begins with; one that is ephemeral goes when it is closed, or this
   *     process ends
   * @param client who begins it; asked for when it is first prompted
   */
  public Mono<Session> create(Place place, Traits traits, Supplier<Origin> client) {
    return Mono.defer(
        () -> {
          agent.requireLogin();
          SessionId id = ids.session();
          Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
          Map<String, String> config = new HashMap<>();
          for (ConfigOption option : choices.of(Map.of())) {
            config.put(option.id(), option.initial());
          }
          List<Entry> first =
              List.of(
                  new Entry(1, now, new Event.SessionOpened(place.cwd(), place.roots(), null)),
                  new Entry(2, now, new Event.ConfigChanged(config)));
          var summary = new SessionSummary(id, place.cwd(), null, now, now, 2);
          Mono<Void> created = journal.create(summary, traits, first).cache();
          if (traits.type() == SessionType.EPHEMERAL) {
            ephemeral.add(id);
          }
          creating.add(created);
          return created
              .doFinally(_ -> creating.remove(created))
              .onErrorMap(JournalException.class, Sessions::failure)
              .then(Mono.fromSupplier(() -> begin(id, place, first, client)));
        });
  }

  /**
   * A new session that begins with all that was recorded of another, which stays as it is; on disk
   * when this is done. An {@link AcpException} if there is no such session, or as for {@link
   * #create}.
   */
  public Mono<Session> fork(SessionId from, Place place) {
    return Mono.defer(
        () -> {
          agent.requireLogin();
          return branch(from, place, null).map(id -> open(id, place));
        });
  }

  /**
   * A new session that begins as another, which stays as it is; on disk when this is done. It may
   * end at a message of the other: a prompt is not in it, and may be given in other words; with
   * what the agent said it ends. What was taken back of the other by then, and is not brought back,
   * is taken back here too. Needs no login.
   *
   * @param at where it ends; null for all of the other
   * @return its id; an {@link AcpException} if there is no such session, or, as invalid params, no
   *     such message in it
   */
  public Mono<SessionId> branch(SessionId from, Place place, @Nullable MessageId at) {
    return Mono.defer(
            () -> {
              SessionId id = ids.session();
              Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
              var opened = new Event.SessionOpened(place.cwd(), place.roots(), from);
              Mono<Branch> branch =
                  at == null
                      ? Mono.just(new Branch(opened))
                      : new Branching(journal, from).at(at, opened);
              return branch
                  .flatMap(what -> journal.fork(from, id, now, what))
                  .then(Mono.fromSupplier(() -> id));
            })
        .onErrorMap(JournalException.class, Sessions::failure);
  }

  /** What was recorded of a session behind a seq; an {@link AcpException} if the store fails. */
  public Flux<Entry> read(SessionId id, long after) {
    return journal.read(id, after).onErrorMap(JournalException.class, Sessions::failure);
  }

  /** What was taken back of a session; an {@link AcpException} if there is none of that id. */
  public Mono<Rewinds> rewinds(SessionId id) {
    return journal
        .find(id)
        .switchIfEmpty(Mono.error(() -> AcpException.unknownSession(id.value())))
        .then(journal.rewinds(id))
        .map(Rewinds::of)
        .onErrorMap(JournalException.class, Sessions::failure);
  }

  /**
   * The session of that id, whether or not this process knows it. Returns at once, so that what is
   * asked of one session keeps its order even when the session must first be read. Whether it
   * exists shows when it is: whatever is asked of one that does not, fails as {@link
   * AcpException#unknownSession}.
   *
   * @param place where it shall work from now on; null to leave it
   */
  public Session open(SessionId id, @Nullable Place place) {
    return attach(id, place);
  }

  /** Cancels what runs or waits in a session; nothing happens if nothing does. */
  public void cancel(SessionId id) {
    Session session = attached.get(id);
    if (session != null) {
      session.cancel();
    }
  }

  /**
   * Lets the agent use the user's credentials.
   *
   * @throws AcpException (authentication required) if there are none and the agent cannot work
   *     without
   */
  public void logIn() {
    agent.logIn();
  }

  /** Forgets the user's stored credentials. Sessions stay; what runs goes on. */
  public void logOut() {
    agent.logOut();
  }

  /**
   * A page of all sessions on disk; see {@link Journal#list}. Those that were asked for before this
   * are among them, also where they are still being written.
   */
  public Mono<List<SessionSummary>> list(
      @Nullable String cwd, @Nullable SessionSummary after, int limit) {
    return Mono.whenDelayError(List.copyOf(creating))
        .onErrorComplete()
        .then(journal.list(cwd, after, limit))
        .onErrorMap(JournalException.class, Sessions::failure);
  }

  /**
   * Ends what runs in a session and takes it away from all that list, load or prompt; nothing
   * happens if it is not there. It stays on disk.
   */
  public Mono<Void> delete(SessionId id) {
    return end(id).then(journal.delete(id)).onErrorMap(JournalException.class, Sessions::failure);
  }

  /** Ends what runs in a session, and takes it away for good; see {@link Catalogue#purge}. */
  public Mono<Void> purge(SessionId id) {
    return end(id)
        .then(journal.catalogue().purge(id))
        .doOnSuccess(_ -> ephemeral.remove(id))
        .onErrorMap(JournalException.class, Sessions::failure);
  }

  /**
   * Gives a session a title. An {@link AcpException} (invalid params) if nothing of it can be seen;
   * or if another process is at work there.
   */
  public Mono<Void> rename(SessionId id, String title) {
    String given = Title.given(title);
    if (given.isEmpty()) {
      throw AcpException.invalidParams("title", "A title has something to be seen");
    }
    return attach(id, null).rename(given);
  }

  /** What there is to say of sessions besides what happened in them. */
  public Catalogue catalogue() {
    return journal.catalogue();
  }

  /** The other process that works in a session; empty if none does. */
  public Mono<Owner> owner(SessionId id) {
    return journal.owner(id);
  }

  /** Takes the ephemeral sessions of this process away; it ends. */
  public Mono<Void> forgetEphemeral() {
    return Flux.fromIterable(List.copyOf(ephemeral)).concatMapDelayError(this::purge).then();
  }

  /**
   * Ends what runs in a session and lets it go; it stays on disk. Nothing happens if it is not in
   * memory. Once begun it is done, also where nobody waits for it any more.
   */
  public Mono<Void> close(SessionId id) {
    return Mono.defer(() -> ephemeral.contains(id) ? purge(id) : end(id));
  }

  private Mono<Void> end(SessionId id) {
    return Mono.defer(
        () -> {
          Session session = attached.get(id);
          return session == null
              ? Mono.empty()
              : session.close().doOnTerminate(() -> forget(id, session)).cache();
        });
  }

  /** Ends what runs in all sessions; done when every prompt is answered. */
  public Mono<Void> closeAll() {
    return Flux.defer(() -> Flux.fromIterable(new ArrayList<>(attached.keySet())))
        .flatMap(this::close)
        .then();
  }

  /**
   * Changes one setting of a session, and those that depend on it.
   *
   * @return the state with the change; an {@link AcpException} (invalid params) if there is no such
   *     setting or value, and then nothing has changed
   */
  public Mono<SessionState> configure(Session session, String option, String value) {
    return session.configure(config -> choices.change(config, option, value));
  }

  /** What a session had and lacks here, for people; its past must have been read. */
  public Mono<List<Event.NoticeRaised>> lacks(Session session) {
    return Mono.fromCallable(() -> agent.lacks(session.state(), session.cwd()))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Session begin(SessionId id, Place place, List<Entry> first, Supplier<Origin> client) {
    Session session = new Session(id, agent, journal, ids, clock, () -> forget(id));
    session.begin(first);
    session.onFirstTurn(() -> originate(id, place.cwd(), client));
    attached.put(id, session);
    settle(session, place);
    return session;
  }

  /** Keeps where a session comes from, once its first prompt is on disk: nobody waits for it. */
  private void originate(SessionId id, String cwd, Supplier<Origin> client) {
    Mono.fromCallable(() -> client.get().or(surroundings.apply(cwd)))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(origin -> journal.catalogue().originate(id, origin))
        .subscribe(_ -> {}, _ -> {}); // it is not worth a word to the user
  }

  private Session attach(SessionId id, @Nullable Place place) {
    Session session =
        attached.computeIfAbsent(
            id, _ -> new Session(id, agent, journal, ids, clock, () -> forget(id)));
    if (place != null) {
      settle(session, place);
    }
    return session;
  }

  private void settle(Session session, Place place) {
    session.work(place);
    prepareAgent();
    agent.settle(session.id(), place);
  }

  private void forget(SessionId id) {
    Session session = attached.get(id);
    if (session != null) {
      forget(id, session);
    }
  }

  private void forget(SessionId id, Session session) {
    if (attached.remove(id, session)) {
      agent.leave(id);
    }
  }

  /** The first session is open, and its first prompt is yet to be thought of. */
  private void prepareAgent() {
    if (!prepared.getAndSet(true)) {
      Thread thread =
          new Thread(
              agent::prepare, "prepare"); // a scheduler would be made before the answer is out
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** What clients are told of a failure of the journal. */
  public static AcpException failure(JournalException why) {
    if (why instanceof Busy busy) {
      return busy.told();
    }
    return new AcpException(
        ErrorCode.INTERNAL_ERROR,
        "The sessions could not be reached",
        Map.of("details", String.valueOf(why.getMessage())),
        why);
  }
}
