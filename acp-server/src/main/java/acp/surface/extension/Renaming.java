package acp.surface.extension;

/**
 * A title for a session.
 *
 * @param title what cannot be seen in it becomes a space; cut at 200 characters
 */
public record Renaming(String sessionId, String title) {}
