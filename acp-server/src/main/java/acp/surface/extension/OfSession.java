package acp.surface.extension;

import acp.event.SessionId;

/** Names a session, by its whole id. */
public record OfSession(String sessionId) {
  SessionId id() {
    return new SessionId(sessionId);
  }
}
