package acp.surface.extension;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Which messages of a session are wanted.
 *
 * @param limit at most so many, 1 to 1000; 50 where it is absent
 * @param cursor where the page before ended
 */
public record MessageQuery(String sessionId, @Nullable Integer limit, @Nullable String cursor) {
  public MessageQuery {
    requireNonNull(sessionId, "sessionId");
  }
}
