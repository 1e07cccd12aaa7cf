package acp.session;

import acp.event.Event;
import acp.event.Outcome;
import acp.event.SessionId;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Does the work of a turn. */
public interface Agent {

  /** A view of a session's past of the agent's own making, empty at first. */
  History history();

  /**
   * Works until the turn is done, telling its events through the turn. Subscribed to once, on any
   * thread but the session's mailbox; cancelled when the turn is. The session records the end: the
   * agent only says how it came.
   *
   * @param history all events of the session up to and including the prompt; it is added to while
   *     the turn runs, on the session's mailbox, after each event is on disk
   */
  Mono<Outcome> run(Turn turn, History history);

  /** What it does itself when a prompt names it; the most useful first. */
  List<SlashCommand> commands();

  /** As {@link #commands()}, in that session. Cheap: asked for behind every new session. */
  default List<SlashCommand> commands(SessionId session) {
    return commands();
  }

  /**
   * Says whom to tell when the commands of a session are others than before; once, before anything
   * else. Told on any thread; returns at once.
   */
  default void onCommands(Consumer<SessionId> changed) {}

  /**
   * Makes sure that it can work.
   *
   * @throws acp.protocol.AcpException (authentication required) if it cannot work before the user
   *     has logged in
   */
  void requireLogin();

  /**
   * Takes up work with the user's credentials.
   *
   * @throws acp.protocol.AcpException (authentication required) if there are none and it cannot
   *     work without
   */
  void logIn();

  /** Forgets the user's stored credentials, and uses no others until {@link #logIn}. */
  void logOut();

  /**
   * Loads what the first turn will need. Called once, when the first session is opened, on a thread
   * that may take its time. A fault shows in the turn.
   */
  void prepare();

  /**
   * The session works at {@code place} from now on: what its turns will need there is got ready
   * meanwhile. Told each time a client opens the session, also for the same place again and while a
   * turn runs, and before it is known whether the session exists. Returns at once.
   */
  default void settle(SessionId session, Place place) {}

  /**
   * What the session had and lacks here, such as its model or its folder: said to whoever opens it.
   * May touch the disk.
   *
   * @param cwd where it works now
   */
  default List<Event.NoticeRaised> lacks(SessionState state, String cwd) {
    return List.of();
  }

  /** The session is let go in this process, and what was kept for it with it. Returns at once. */
  default void leave(SessionId session) {}

  /** What the agent remembers of a session: a fold of its events. */
  interface History {

    /** Takes in the next event. Called in order, on one thread at a time. */
    void add(Event event);
  }
}
