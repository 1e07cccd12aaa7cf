package acp.surface.extension;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the sessions that fit, most recently updated first.
 *
 * @param nextCursor leads to those that follow; null if none do
 */
public record SessionPage(List<SessionView> sessions, @Nullable String nextCursor) {
  public SessionPage {
    sessions = List.copyOf(sessions);
  }
}
