package acp.surface.extension;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A branch that is wanted.
 *
 * @param messageId where it ends: before this prompt, or with what the agent said; absent for all
 * @param cwd where it works; absent for where the other began
 */
public record Forking(String sessionId, @Nullable String messageId, @Nullable String cwd) {
  public Forking {
    requireNonNull(sessionId, "sessionId");
  }
}
