package acp.surface.extension;

/**
 * What a person calls a session.
 *
 * @param name its id, or how that begins
 */
public record Resolving(String name) {}
