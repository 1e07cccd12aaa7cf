package acp.surface.extension;

import static java.util.Objects.requireNonNull;

/** The session whose model's context is meant. */
public record Cutting(String sessionId) {
  public Cutting {
    requireNonNull(sessionId, "sessionId");
  }
}
