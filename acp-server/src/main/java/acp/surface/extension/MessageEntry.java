package acp.surface.extension;

import org.jspecify.annotations.Nullable;

/**
 * A message.
 *
 * @param role {@code user} or {@code agent}
 * @param text how it begins
 * @param takenBack true if a rewind took it back; else absent
 */
public record MessageEntry(
    String messageId, String role, String at, String text, @Nullable Boolean takenBack) {}
