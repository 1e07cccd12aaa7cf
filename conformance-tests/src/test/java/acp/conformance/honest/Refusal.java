package acp.conformance.honest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is answered with an error. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient ObjectNode data = JsonNodeFactory.instance.objectNode();

  Refusal(int code, String message) {
    super(message);
    this.code = code;
  }

  static Refusal params(String path) {
    return new Refusal(-32602, "A parameter is missing or wrong").with("path", path);
  }

  static Refusal session(String id) {
    return new Refusal(-32002, "There is no such session").with("sessionId", id);
  }

  Refusal with(String key, String value) {
    data.put(key, value);
    return this;
  }

  int code() {
    return code;
  }

  ObjectNode data() {
    return data;
  }
}
