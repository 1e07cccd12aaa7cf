package acp.agent;

import acp.event.SessionId;
import acp.session.Place;
import acp.session.Turn;
import acp.tool.Workbench;
import reactor.core.publisher.Mono;

/** Where the agent works: gives each turn its tools and what they work with. Thread-safe. */
public interface Workshop {

  /**
   * The bench of a turn: the tools that it has, and the editor's files and terminals where it
   * offers them. Made once for each turn, at its beginning; may wait a bounded while for tools that
   * are still being connected, and may tell the turn what the user should know of them.
   *
   * @return fails with an {@link acp.protocol.AcpException} if the session cannot work here
   */
  Mono<Workbench> bench(Turn turn);

  /** As {@link acp.session.Agent#settle}. */
  default void settle(SessionId session, Place place) {}

  /** As {@link acp.session.Agent#leave}. */
  default void leave(SessionId session) {}
}
