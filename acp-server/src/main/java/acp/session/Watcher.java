package acp.session;

import acp.event.Entry;
import java.util.List;
import reactor.core.publisher.Mono;

/** Someone to whom a session shows its events, such as a connection. */
public interface Watcher {

  /**
   * Shows events that have just happened, in order; all are on disk. Called on the session's
   * mailbox and must not block.
   *
   * @return done when there is room for more: until then the session appends nothing, so a client
   *     that does not listen slows the model down instead of filling memory
   */
  Mono<Void> live(List<Entry> entries);

  /** Shows events of the past, as {@link #live}, in the form that stands at the end. */
  Mono<Void> replay(List<Entry> entries);

  /**
   * The commands that the agent has in the session are others than before. Called on the session's
   * mailbox and must not block.
   */
  default void commandsChanged() {}
}
