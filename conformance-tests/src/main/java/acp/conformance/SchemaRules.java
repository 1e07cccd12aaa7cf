package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the protocol's schema says of a message, and that its types hold nothing else. */
final class SchemaRules {
  private static final Set<String> ENVELOPE =
      Set.of("jsonrpc", "id", "method", "params", "result", "error");

  private final ProtocolSchema schema = ProtocolSchema.get();
  private final Breaches breaches;

  SchemaRules(Breaches breaches) {
    this.breaches = breaches;
  }

  void check(Heard message) {
    if (!message.isResponse()) {
      call(message);
    } else if (message.json().has("error")) {
      error(message, message.json().get("error"));
    } else {
      judge(message, schema.resultOf(message.method()), message.json().get("result"));
    }
    for (String field : (Iterable<String>) message.json()::fieldNames) {
      if (!ENVELOPE.contains(field)) {
        custom(message, List.of(field));
      }
    }
  }

  private void call(Heard message) {
    String method = message.method();
    String type = schema.paramsOf(method);
    if (type == null) {
      if (!method.startsWith("_") && !method.startsWith("$/")) {
        breaches.add(
            "wire.custom-methods-begin-with-underscore",
            "a method of a client, or one that begins with an underscore",
            message);
      }
      return;
    }
    if (message.isRequest() != schema.isAnswered(method)) {
      String kind = schema.isAnswered(method) ? "a request" : "a notification";
      breaches.add("wire.schema", method + " as " + kind, message);
    }
    JsonNode params = message.json().get("params");
    judge(message, type, params == null ? Json.object() : params);
  }

  private void error(Heard message, JsonNode error) {
    judge(message, "Error", error);
    JsonNode words = error.path("message");
    if (words.isTextual() && (words.asText().isBlank() || words.asText().strip().contains("\n"))) {
      breaches.add(
          "wire.error-is-one-sentence", "an error with a message of one sentence", message);
    }
  }

  private void judge(Heard message, @Nullable String type, JsonNode value) {
    if (type == null) {
      return;
    }
    String problem = schema.problem(type, value);
    if (problem != null) {
      breaches.add("wire.schema", "what the schema says. " + problem, message);
      return;
    }
    List<String> fields = schema.customFields(type, value);
    if (!fields.isEmpty()) {
      custom(message, fields);
    }
  }

  private void custom(Heard message, List<String> fields) {
    breaches.add(
        "wire.custom-data-in-meta",
        "no field that the protocol does not have but in _meta: " + String.join(", ", fields),
        message);
  }
}
