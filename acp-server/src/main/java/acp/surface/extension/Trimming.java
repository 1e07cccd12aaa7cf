package acp.surface.extension;

import static java.util.Objects.requireNonNull;

/**
 * The model is to see the last turns only.
 *
 * @param turns how many, at least 1
 */
public record Trimming(String sessionId, int turns) {
  public Trimming {
    requireNonNull(sessionId, "sessionId");
  }
}
