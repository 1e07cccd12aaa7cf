package acp.transfer;

import static java.util.Objects.requireNonNull;

import acp.session.SessionSummary;
import acp.session.Traits;
import java.util.Map;

/**
 * What is known of a session that was read to its end.
 *
 * @param session as the catalogue will have it
 * @param traits what its events do not say
 * @param losses what could not be carried over, in words, and how often
 */
public record Facts(SessionSummary session, Traits traits, Map<String, Long> losses) {

  /** Of a session of which the events say all. */
  public Facts(SessionSummary session, Map<String, Long> losses) {
    this(session, Traits.USUAL, losses);
  }

  public Facts {
    requireNonNull(session, "session");
    losses = Map.copyOf(losses);
  }
}
