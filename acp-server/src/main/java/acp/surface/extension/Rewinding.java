package acp.surface.extension;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How far a conversation is to be taken back: one of the first two is there.
 *
 * @param turns the last so many go
 * @param messageId this prompt goes, and all that follows it
 * @param files true if what tools changed in files is to be taken back too
 * @param force true if files are to be taken back also where they have changed since
 */
public record Rewinding(
    String sessionId,
    @Nullable Integer turns,
    @Nullable String messageId,
    @Nullable Boolean files,
    @Nullable Boolean force) {
  public Rewinding {
    requireNonNull(sessionId, "sessionId");
  }
}
