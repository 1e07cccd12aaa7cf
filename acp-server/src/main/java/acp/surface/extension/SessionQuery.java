package acp.surface.extension;

import org.jspecify.annotations.Nullable;

/**
 * Which sessions are wanted; a field that is absent asks for nothing.
 *
 * @param cwd exactly
 * @param limit at most so many, 1 to 1000; 50 where it is absent
 * @param cursor where the page before ended, with the same query
 */
public record SessionQuery(
    @Nullable String cwd, @Nullable Integer limit, @Nullable String cursor) {}
