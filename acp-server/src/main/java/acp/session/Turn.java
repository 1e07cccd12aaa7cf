package acp.session;

import acp.event.Content;
import acp.event.Event;
import acp.event.SessionId;
import acp.event.TurnId;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * One prompt and the work it starts, as the agent sees it. Lives until its session has recorded its
 * end; what is told after that is dropped silently. Thread-safe.
 */
public interface Turn {

  TurnId id();

  SessionId session();

  /** What the user said. */
  List<Content> prompt();

  /** Whom the prompt came from. */
  Client client();

  /** Where to work: the cwd of the session in this process, absolute. */
  String cwd();

  /** The additional directories of the session in this process, absolute. */
  List<String> roots();

  /** The session's state as of the last event on disk. */
  SessionState state();

  /**
   * Records an event. Done when it is on disk and has been handed on to those who watch the
   * session; awaited before every request to the client and every deed of a tool, so that nothing
   * is done or asked that is not on disk. Does nothing until subscribed to. Never fails: if the
   * journal does, the turn ends and this is never done. It is done on a thread that may be kept
   * busy.
   */
  Mono<Void> tell(Event event);

  /**
   * Records an event at once, without waiting for the disk; the answer is done as soon as there is
   * room for more. For what streams. Events posted and told keep their order.
   */
  Mono<Void> post(Event event);
}
