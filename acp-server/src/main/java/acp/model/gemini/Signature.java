package acp.model.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the server wants back with a part of its answer.
 *
 * @param value opaque; empty for none
 * @param callId the server's id of a call; empty for none
 * @param length how many characters the part has, if it is text that was said: such a signature
 *     comes as a thought without words behind the text; -1 otherwise
 */
record Signature(String value, String callId, int length) {
  private static final String DIALECT = "gemini";

  static Signature none() {
    return new Signature("", "", -1);
  }

  static Signature ofThought(String value) {
    return new Signature(value, "", -1);
  }

  static Signature ofText(String value, int length) {
    return new Signature(value, "", length);
  }

  static Signature ofCall(String value, String callId) {
    return new Signature(value, callId, -1);
  }

  boolean isOfText() {
    return length >= 0;
  }

  /** As it is kept; null if there is nothing to be kept. */
  @Nullable JsonNode data(String provider) {
    if (value.isEmpty() && callId.isEmpty()) {
      return null;
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("dialect", DIALECT);
    data.put("provider", provider);
    if (!value.isEmpty()) {
      data.put("thoughtSignature", value);
    }
    if (!callId.isEmpty()) {
      data.put("id", callId);
    }
    if (isOfText()) {
      data.put("length", length);
    }
    return data;
  }

  /** What was kept; nothing if it is for another server. */
  static Signature read(String provider, @Nullable JsonNode data) {
    if (data == null
        || !data.path("dialect").asText().equals(DIALECT)
        || !data.path("provider").asText().equals(provider)) {
      return none();
    }
    return new Signature(
        data.path("thoughtSignature").asText(),
        data.path("id").asText(),
        data.path("length").asInt(-1));
  }
}
