package acp.model.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the server wants back with a thought: the reasoning as it came, sealed. Only the server that
 * sealed it can open it.
 */
final class Sealed {
  private static final String DIALECT = "responses";

  private Sealed() {}

  /** What is to be kept; null for nothing, since without the seal the server would not know it. */
  static @Nullable JsonNode of(String provider, @Nullable OutputItem reasoning) {
    if (reasoning == null || reasoning.sealed().isEmpty()) {
      return null;
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("dialect", DIALECT);
    data.put("provider", provider);
    data.put("id", reasoning.id());
    data.put("encrypted_content", reasoning.sealed());
    ArrayNode summary = data.putArray("summary");
    reasoning.summary().forEach(summary::add);
    return data;
  }

  /** True if that provider can open it again. */
  static boolean isOf(String provider, @Nullable JsonNode data) {
    return data != null
        && data.path("dialect").asText().equals(DIALECT)
        && data.path("provider").asText().equals(provider);
  }
}
