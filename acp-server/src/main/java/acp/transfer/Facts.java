package acp.transfer;

import static java.util.Objects.requireNonNull;

import acp.session.SessionSummary;
import java.util.Map;

/**
 * What is known of a session that was read to its end.
 *
 * @param session as the catalogue will have it
 * @param losses what could not be carried over, in words, and how often
 */
public record Facts(SessionSummary session, Map<String, Long> losses) {
  public Facts {
    requireNonNull(session, "session");
    losses = Map.copyOf(losses);
  }
}
