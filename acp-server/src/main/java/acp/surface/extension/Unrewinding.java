package acp.surface.extension;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What was taken back is to come back.
 *
 * @param force true if files are to come back also where they have changed since
 */
public record Unrewinding(String sessionId, @Nullable Boolean force) {
  public Unrewinding {
    requireNonNull(sessionId, "sessionId");
  }
}
