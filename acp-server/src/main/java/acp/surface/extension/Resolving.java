package acp.surface.extension;

import org.jspecify.annotations.Nullable;

/**
 * What a person calls a session.
 *
 * @param name its id or alias, or how one of these begins
 * @param trashed true to look in the trash
 */
public record Resolving(String name, @Nullable Boolean trashed) {}
