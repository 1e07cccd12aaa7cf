package acp.surface.extension;

import acp.session.SessionSummary;
import org.jspecify.annotations.Nullable;

/** A session as a list has it; times are ISO 8601 in UTC. */
public record SessionEntry(
    String sessionId, @Nullable String title, String cwd, String createdAt, String updatedAt) {

  static SessionEntry of(SessionSummary session) {
    return new SessionEntry(
        session.id().value(),
        session.title(),
        session.cwd(),
        session.createdAt().toString(),
        session.updatedAt().toString());
  }
}
