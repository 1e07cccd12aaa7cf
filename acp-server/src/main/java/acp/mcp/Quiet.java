package acp.mcp;

import java.util.function.Consumer;
import reactor.util.context.Context;

/**
 * Keeps failures out of the log that come when nobody waits for them any more: an error of a
 * server's may hold anything.
 */
final class Quiet {
  /** Where Reactor looks for who takes what it would else log. */
  private static final String DROPPED = "reactor.onErrorDropped.local";

  private Quiet() {}

  /** To be written at the end of a chain: it holds for what stands before it. */
  static Context in(Context context) {
    return context.put(DROPPED, (Consumer<Throwable>) _ -> {});
  }
}
