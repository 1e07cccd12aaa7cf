package acp.surface.extension;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Something to be kept with a session.
 *
 * @param key a name with a version, such as {@code notes.v1}
 * @param value any JSON; absent or null takes away what is there
 * @param version the session's version that it is meant for, or it is refused
 */
public record DataSetting(
    String sessionId, String key, @Nullable JsonNode value, @Nullable Long version) {}
