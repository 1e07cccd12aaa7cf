package acp.surface.v1;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.event.Tokens;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.protocol.v1.AuthenticateRequest;
import acp.protocol.v1.AuthenticateResponse;
import acp.protocol.v1.CancelNotification;
import acp.protocol.v1.CloseSessionRequest;
import acp.protocol.v1.CloseSessionResponse;
import acp.protocol.v1.DeleteSessionRequest;
import acp.protocol.v1.DeleteSessionResponse;
import acp.protocol.v1.ListSessionsRequest;
import acp.protocol.v1.ListSessionsResponse;
import acp.protocol.v1.LoadSessionRequest;
import acp.protocol.v1.LoadSessionResponse;
import acp.protocol.v1.LogoutRequest;
import acp.protocol.v1.LogoutResponse;
import acp.protocol.v1.NewSessionRequest;
import acp.protocol.v1.NewSessionResponse;
import acp.protocol.v1.PromptRequest;
import acp.protocol.v1.ResumeSessionRequest;
import acp.protocol.v1.ResumeSessionResponse;
import acp.protocol.v1.SessionInfo;
import acp.protocol.v1.SessionNotification;
import acp.protocol.v1.SessionUpdate;
import acp.protocol.v1.SetSessionConfigOptionRequest;
import acp.protocol.v1.SetSessionConfigOptionResponse;
import acp.protocol.v1.SetSessionModeRequest;
import acp.protocol.v1.SetSessionModeResponse;
import acp.protocol.v1.StopReason;
import acp.rpc.Answer;
import acp.rpc.Notification;
import acp.rpc.Peer;
import acp.rpc.Serving;
import acp.session.ConfigOption;
import acp.session.Origin;
import acp.session.Place;
import acp.session.Session;
import acp.session.SessionState;
import acp.session.SessionSummary;
import acp.session.Sessions;
import acp.session.SlashCommand;
import acp.session.Watcher;
import acp.surface.Cursor;
import acp.surface.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Serves a version 1 client: each method translates, delegates, and translates back. In this
 * version the end of a turn is the answer to its prompt, so that answer is given by the session
 * when it has shown the turn's last event: it cannot overtake an update.
 */
public final class AgentV1 implements UnstableMethods {
  /** Sessions on one page of a list. */
  static final int PAGE = 50;

  private final Peer peer;
  private final Sessions sessions;
  private final ClientV1 client;
  private final Offers offers;
  private final OptionsV1 options;
  private final Supplier<Origin> begunBy;
  private final boolean unstable;

  /**
   * Serves the client at the other end of {@code peer}.
   *
   * @param offers what the client said that it offers
   * @param begunBy who the client says it is
   * @param unstable true to answer with what the protocol has not settled yet
   */
  AgentV1(Peer peer, Sessions sessions, Offers offers, Supplier<Origin> begunBy, boolean unstable) {
    this.begunBy = begunBy;
    this.peer = peer;
    this.sessions = sessions;
    this.client = new ClientV1(peer, offers);
    this.offers = offers;
    this.options = new OptionsV1(sessions.choices(), offers);
    this.unstable = unstable;
  }

  @Override
  public Mono<AuthenticateResponse> authenticate(AuthenticateRequest request) {
    if (!request.methodId().value().equals(GreetingV1.AUTH_METHOD)) {
      throw AcpException.invalidParams("methodId", "There is no such way to authenticate");
    }
    return Mono.fromRunnable(sessions::logIn).thenReturn(AuthenticateResponse.of());
  }

  @Override
  public Mono<LogoutResponse> logOut(LogoutRequest request) {
    return Mono.fromRunnable(sessions::logOut).thenReturn(LogoutResponse.of());
  }

  @Override
  public Mono<Answer<NewSessionResponse>> newSession(NewSessionRequest request) {
    Place place =
        PathsV1.place(request.cwd(), request.additionalDirectories(), request.mcpServers());
    return sessions
        .create(place, Wishes.of(request.meta()), begunBy)
        .map(session -> announced(session, watched(session), described(session)));
  }

  @Override
  public Mono<LoadSessionResponse> loadSession(LoadSessionRequest request) {
    Place place =
        PathsV1.place(request.cwd(), request.additionalDirectories(), request.mcpServers());
    Integer turns = MetaV1.replayTurns(request.meta());
    Session session = sessions.open(id(request.sessionId()), place);
    SessionWatcher watcher = watcher(session);
    return session
        .replay(this, watcher, turns)
        .then(Mono.fromSupplier(session::state))
        .flatMap(
            state ->
                watcher
                    .stand(state, turns == null)
                    .then(sessions.lacks(session))
                    .flatMap(watcher::raise)
                    .thenReturn(
                        new LoadSessionResponse(options.modes(state), options.of(state), null)));
  }

  /** A session that has just been made, as its client is told of it. */
  private NewSessionResponse described(Session session) {
    return new NewSessionResponse(
        new acp.protocol.v1.SessionId(session.id().value()),
        options.modes(session.state()),
        options.of(session.state()),
        null);
  }

  @Override
  public Mono<Answer<ResumeSessionResponse>> resumeSession(ResumeSessionRequest request) {
    Place place =
        PathsV1.place(request.cwd(), request.additionalDirectories(), request.mcpServers());
    Session session = sessions.open(id(request.sessionId()), place);
    SessionWatcher watcher = watched(session);
    return session
        .ready()
        .map(
            state ->
                announced(
                    session,
                    watcher,
                    new ResumeSessionResponse(options.modes(state), options.of(state), null)));
  }

  @Override
  public Mono<ListSessionsResponse> listSessions(ListSessionsRequest request) {
    String cwd = request.cwd();
    if (cwd != null) {
      PathsV1.requireAbsolute(cwd, "cwd");
    }
    return sessions
        .list(cwd, Cursor.read(request.cursor(), cwd), PAGE + 1)
        .map(
            found -> {
              boolean more = found.size() > PAGE;
              List<SessionSummary> page = more ? found.subList(0, PAGE) : found;
              return new ListSessionsResponse(
                  page.stream().map(AgentV1::info).toList(),
                  more ? Cursor.after(page.getLast(), cwd) : null,
                  null);
            });
  }

  @Override
  public Mono<DeleteSessionResponse> deleteSession(DeleteSessionRequest request) {
    return sessions.delete(id(request.sessionId())).thenReturn(DeleteSessionResponse.of());
  }

  @Override
  public Mono<CloseSessionResponse> closeSession(CloseSessionRequest request) {
    return sessions.close(id(request.sessionId())).thenReturn(CloseSessionResponse.of());
  }

  @Override
  public Mono<SetSessionModeResponse> setMode(SetSessionModeRequest request) {
    Session session = opened(id(request.sessionId()));
    return sessions
        .configure(session, ConfigOption.MODE, request.modeId().value())
        .onErrorMap(AcpException.class, fault -> placed(fault, "modeId"))
        .thenReturn(SetSessionModeResponse.of());
  }

  @Override
  public Mono<SetSessionConfigOptionResponse> setConfigOption(
      SetSessionConfigOptionRequest request) {
    Session session = opened(id(request.sessionId()));
    return session
        .ready()
        .map(state -> options.value(state, request))
        .flatMap(value -> sessions.configure(session, request.configId().value(), value))
        .onErrorMap(AcpException.class, fault -> placed(fault, "value"))
        .map(state -> new SetSessionConfigOptionResponse(options.of(state), null));
  }

  @Override
  public Mono<Object> prompt(PromptRequest request) {
    List<Content> content = ContentV1.ofPrompt(request.prompt());
    Session session = opened(id(request.sessionId()));
    // The session answers a prompt that the client withdraws, so that its last update comes before
    // its answer.
    return Mono.deferContextual(
            context -> session.prompt(content, client, Serving.cancelled().contextWrite(context)))
        .map(outcome -> response(outcome, session.state().turnTokens()));
  }

  @Override
  public Mono<Answer<NewSessionResponse>> forkSession(ResumeSessionRequest request) {
    Place place =
        PathsV1.place(request.cwd(), request.additionalDirectories(), request.mcpServers());
    return sessions
        .fork(id(request.sessionId()), place)
        .flatMap(
            session -> {
              SessionWatcher watcher = watched(session);
              return session.ready().map(state -> announced(session, watcher, described(session)));
            });
  }

  @Override
  public Mono<Void> cancel(CancelNotification notification) {
    sessions.cancel(id(notification.sessionId()));
    return Mono.empty();
  }

  /**
   * The session of that id, shown to this client from now on, whether or not it was loaded here
   * before.
   */
  private Session opened(SessionId id) {
    Session session = sessions.open(id, null);
    session.watchUnlessWatched(this, () -> watcher(session));
    return session;
  }

  /** A fault of the value alone is one of that field. */
  private static AcpException placed(AcpException fault, String path) {
    boolean isPlaced = fault.code() != ErrorCode.INVALID_PARAMS || fault.data().containsKey("path");
    return isPlaced ? fault : fault.at(path);
  }

  /** Shows a session to a client that knows of it. */
  private SessionWatcher watcher(Session session) {
    return new SessionWatcher(session, true);
  }

  /**
   * Shows a session, unless it is shown, to a client that knows of it when it is {@link
   * #announced}.
   */
  private SessionWatcher watched(Session session) {
    SessionWatcher watcher = new SessionWatcher(session, false);
    session.watchUnlessWatched(this, () -> watcher);
    return watcher;
  }

  /** The answer, and behind it what the client must know first of the session. */
  private <T> Answer<T> announced(Session session, SessionWatcher watcher, T answer) {
    if (sessions.commands(session.id()).isEmpty()) {
      watcher.announce();
      return new Answer<>(answer, List.of());
    }
    var params = new CommandsV1.Announcement(session.id(), watcher::announce);
    return new Answer<>(answer, List.of(new Notification("session/update", params, Weight.FLAT)));
  }

  private static Notification notification(SessionId session, SessionUpdate update) {
    var params =
        new SessionNotification(new acp.protocol.v1.SessionId(session.value()), update, null);
    return new Notification("session/update", params, Weight.of(update));
  }

  private static SessionId id(acp.protocol.v1.SessionId id) {
    return new SessionId(id.value());
  }

  private static SessionInfo info(SessionSummary summary) {
    return new SessionInfo(
        new acp.protocol.v1.SessionId(summary.id().value()),
        summary.cwd(),
        null,
        summary.title(),
        summary.updatedAt().toString(),
        null);
  }

  private Object response(Outcome outcome, Tokens took) {
    return switch (outcome) {
      case Outcome.Stopped stopped ->
          UsageV1.answer(StopReason.valueOf(stopped.reason().name()), took, unstable);
      case Outcome.Failed failed ->
          throw new AcpException(code(failed), failed.message(), failed.data());
    };
  }

  private static ErrorCode code(Outcome.Failed failed) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.code() == failed.code()) {
        return code;
      }
    }
    return ErrorCode.INTERNAL_ERROR;
  }

  /** Shows one session to this client. */
  private final class SessionWatcher implements Watcher {
    private final SessionId session;
    private final ProjectionV1 projection;
    private volatile boolean announced;

    /**
     * @param announced false if the client does not know the session yet: no commands are told of
     *     it before its announcement is written
     */
    SessionWatcher(Session session, boolean announced) {
      this.session = session.id();
      this.announced = announced;
      this.projection =
          new ProjectionV1(
              offers, () -> options.of(session.state()), () -> session.state().tokens().cost());
    }

    @Override
    public Mono<Void> live(List<Entry> entries) {
      Mono<Void> room = Mono.empty();
      for (Entry entry : entries) {
        room = show(projection.live(entry));
      }
      return room;
    }

    @Override
    public Mono<Void> replay(List<Entry> entries) {
      return show(projection.replay(entries));
    }

    /** The commands that there are now; those that come later are told from here on. */
    List<SlashCommand> announce() {
      announced = true;
      return sessions.commands(session);
    }

    /**
     * Shows what holds at the end of a replay.
     *
     * @param whole false if only its end was shown
     */
    synchronized Mono<Void> stand(SessionState state, boolean whole) {
      List<SessionUpdate> updates = new ArrayList<>();
      if (!whole) {
        updates.addAll(projection.plan(state));
      }
      updates.addAll(projection.standing(state));
      updates.addAll(CommandsV1.available(sessions.commands(session)));
      return show(updates);
    }

    /** Shows what is known of the session and not of its past. */
    Mono<Void> raise(List<Event.NoticeRaised> notices) {
      return show(notices.stream().map(projection::notice).toList());
    }

    /** One at a time, so that the latest is told last. */
    @Override
    public synchronized void commandsChanged() {
      if (announced) {
        show(List.of(CommandsV1.all(sessions.commands(session))));
      }
    }

    /** Hands the updates to the outbox, in order; done when there is room for more. */
    private Mono<Void> show(List<SessionUpdate> updates) {
      Mono<Void> room = Mono.empty();
      for (SessionUpdate update : updates) {
        room = peer.notify(notification(session, update));
      }
      return room;
    }
  }
}
