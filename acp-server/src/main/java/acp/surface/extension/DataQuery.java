package acp.surface.extension;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for of what programs keep with a session.
 *
 * @param key only what is under this one
 */
public record DataQuery(String sessionId, @Nullable String key) {}
