package acp.surface.extension;

/** The session that was meant. */
public record Resolved(String sessionId) {}
