package acp.conformance.provider;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A request that came.
 *
 * @param target the path, and the query if there is one
 * @param body as it came
 * @param breach why the real provider would have refused it; null if it would not
 */
public record Received(String target, JsonNode body, @Nullable String breach) {}
