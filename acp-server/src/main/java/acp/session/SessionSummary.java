package acp.session;

import static java.util.Objects.requireNonNull;

import acp.event.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of a session.
 *
 * @param cwd as the client sent it
 * @param title null while it has none
 * @param updatedAt when its last event was taken in
 * @param lastSeq the seq of its last event
 */
public record SessionSummary(
    SessionId id,
    String cwd,
    @Nullable String title,
    Instant createdAt,
    Instant updatedAt,
    long lastSeq) {

  public SessionSummary {
    requireNonNull(id, "id");
    requireNonNull(cwd, "cwd");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(updatedAt, "updatedAt");
  }
}
