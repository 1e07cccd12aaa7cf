package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The life of the terminals that one process of an agent makes at the client: used and shown only
 * while they live, and released.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
final class TerminalRules {
  private final Breaches breaches;
  private final Set<JsonNode> asked = new HashSet<>();
  private final Set<String> alive = new TreeSet<>();
  private final Set<String> shown = new HashSet<>();
  private final Set<String> released = new HashSet<>();

  TerminalRules(Breaches breaches) {
    this.breaches = breaches;
  }

  /** Takes note of an answer of the client to a request with that id. */
  void answered(JsonNode id, JsonNode response) {
    JsonNode terminal = response.path("result").path("terminalId");
    if (asked.remove(id) && terminal.isTextual()) {
      alive.add(terminal.textValue());
      released.remove(terminal.textValue());
      shown.remove(terminal.textValue());
    }
  }

  void check(Heard message) {
    if (message.method().startsWith("terminal/") && message.isRequest()) {
      call(message);
    }
    for (JsonNode item : message.update().path("content")) {
      if (item.path("type").asText().equals("terminal")) {
        show(item.path("terminalId").asText(), message);
      }
    }
  }

  /**
   * A client goes on showing what it was shown; a terminal that is gone it cannot begin to show.
   */
  private void show(String terminal, Heard message) {
    boolean isFirst = shown.add(terminal);
    if (isFirst && released.contains(terminal)) {
      breaches.add(
          "wire.terminal-is-shown-while-it-lives",
          "a terminal that is put into a tool call before it is released",
          message);
    }
  }

  private void call(Heard message) {
    String terminal = message.json().path("params").path("terminalId").asText();
    if (message.method().equals("terminal/create")) {
      asked.add(message.id());
      return;
    }
    if (!alive.contains(terminal)) {
      breaches.add(
          "wire.terminal-is-used-while-it-lives",
          "a terminal that was made and not released",
          message);
    }
    if (message.method().equals("terminal/release")) {
      alive.remove(terminal);
      released.add(terminal);
    }
  }

  /** Those that were made and not released. */
  Set<String> alive() {
    return Set.copyOf(alive);
  }
}
