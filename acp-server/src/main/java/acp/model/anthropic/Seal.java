package acp.model.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a thought is sealed with. The server takes a thought back only with its seal, unchanged, and
 * only for the model that had it.
 */
final class Seal {
  private static final String DIALECT = "anthropic";
  private static final String SIGNATURE = "signature";
  private static final String REDACTED = "redacted";

  private Seal() {}

  /** Of a thought that is shown; null without a signature, since then it is not taken back. */
  static @Nullable JsonNode signed(String model, String signature) {
    return signature.isEmpty() ? null : data(model).put(SIGNATURE, signature);
  }

  /** Of a thought that is not shown. */
  static JsonNode redacted(String model, String data) {
    return data(model).put(REDACTED, data);
  }

  private static ObjectNode data(String model) {
    return JsonNodeFactory.instance.objectNode().put("dialect", DIALECT).put("model", model);
  }

  /** True if the model of that full name can have it back. */
  static boolean isOf(String model, @Nullable JsonNode data) {
    return data != null
        && data.path("dialect").asText().equals(DIALECT)
        && data.path("model").asText().equals(model);
  }

  /** The signature; null if the thought is not shown. */
  static @Nullable String signature(JsonNode data) {
    return data.path(SIGNATURE).textValue();
  }

  /** What stands for a thought that is not shown. */
  static String redacted(JsonNode data) {
    return data.path(REDACTED).asText();
  }
}
