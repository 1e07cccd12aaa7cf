package acp.surface.extension;

import org.jspecify.annotations.Nullable;

/**
 * What is wanted of what happened in a session.
 *
 * @param after only what has a higher number
 * @param limit at most so many, 1 to 1000; 200 where it is absent
 */
public record HappeningsQuery(String sessionId, @Nullable Long after, @Nullable Integer limit) {}
