package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * That an agent uses of a client only what this has offered; what is not offered in the request to
 * initialize is not supported. A call that the client does not serve ends the transcript, since no
 * answer will come.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">
 *     Client capabilities</a>
 */
final class OfferRules {
  private final Breaches breaches;
  private JsonNode capabilities = MissingNode.getInstance();

  OfferRules(Breaches breaches) {
    this.breaches = breaches;
  }

  /** Takes note of what the client says that it can do. */
  void offered(JsonNode clientCapabilities) {
    capabilities = clientCapabilities;
  }

  void check(Heard message) {
    JsonNode params = message.json().path("params");
    String method = message.method();
    if (message.isResponse()) {
      result(message, message.json().path("result"));
    } else if (method.equals("fs/read_text_file")) {
      demand(message, "fs", isTrue(capabilities.path("fs").path("readTextFile")));
    } else if (method.equals("fs/write_text_file")) {
      demand(message, "fs", isTrue(capabilities.path("fs").path("writeTextFile")));
    } else if (method.startsWith("terminal/")) {
      demand(message, "terminal", isTrue(capabilities.path("terminal")));
    } else if (method.equals("elicitation/create")) {
      String mode = params.path("mode").asText();
      demand(message, "elicitation", capabilities.path("elicitation").path(mode).isObject());
    } else if (method.equals("session/update")) {
      update(message);
    }
  }

  /** As a client reads it that is lenient about what is almost true. */
  private static boolean isTrue(JsonNode capability) {
    return capability.asBoolean();
  }

  private static void demand(Heard message, String what, boolean offered) {
    if (!offered) {
      throw Mismatch.of(
          "wire." + what + "-only-if-offered",
          "no call of " + message.method() + " that the client does not offer",
          Texts.shorten(message.text(), 2000));
    }
  }

  private void update(Heard message) {
    String kind = message.update().path("sessionUpdate").asText();
    JsonNode session = capabilities.path("session");
    if (kind.equals("notice") && !session.path("notices").isObject()) {
      breaches.add(
          "wire.notice-only-if-offered", "no notice, which the client does not take", message);
    }
    if (kind.startsWith("compaction") && !session.path("compaction").isObject()) {
      breaches.add(
          "wire.compaction-only-if-offered",
          "no update about compaction, which the client does not take",
          message);
    }
    options(message, message.update().path("configOptions"));
  }

  private void result(Heard message, JsonNode result) {
    options(message, result.path("configOptions"));
    for (JsonNode method : result.path("authMethods")) {
      if (method.path("type").asText().equals("terminal")
          && !capabilities.path("auth").path("terminal").asBoolean()) {
        breaches.add(
            "wire.terminal-login-only-if-offered",
            "no login in a terminal, which the client does not offer",
            message);
      }
    }
  }

  private void options(Heard message, JsonNode options) {
    boolean taken = capabilities.at("/session/configOptions/boolean").isObject();
    for (JsonNode option : options) {
      if (!taken && option.path("type").asText().equals("boolean")) {
        breaches.add(
            "wire.boolean-option-only-if-offered",
            "no option of type boolean, which the client does not take",
            message);
      }
    }
  }
}
