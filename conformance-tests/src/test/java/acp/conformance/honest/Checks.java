package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What parameters must be like. */
final class Checks {
  private Checks() {}

  static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  static String text(JsonNode params, String field, String path) {
    String text = Wire.textOrNull(params.path(field));
    if (text == null) {
      throw Refusal.params(path);
    }
    return text;
  }

  static void cwd(JsonNode params) {
    if (!text(params, "cwd", "cwd").startsWith("/")) {
      throw Refusal.params("cwd");
    }
  }

  static void directories(JsonNode more) {
    if (!isAbsent(more) && !more.isArray()) {
      throw Refusal.params("additionalDirectories");
    }
    for (int i = 0; i < more.size(); i++) {
      if (!more.get(i).isTextual() || !more.get(i).textValue().startsWith("/")) {
        throw Refusal.params("additionalDirectories[" + i + "]");
      }
    }
  }

  static void servers(JsonNode servers, Fault fault) {
    boolean isMissing = isAbsent(servers) && fault != Fault.REFUSES_NULL_SERVERS;
    if (!isMissing && !servers.isArray()) {
      throw Refusal.params("mcpServers");
    }
    for (int i = 0; i < servers.size(); i++) {
      if (!isServer(servers.get(i), fault) && fault != Fault.TAKES_MALFORMED_SERVERS) {
        throw Refusal.params("mcpServers[" + i + "]");
      }
    }
  }

  private static boolean isServer(JsonNode server, Fault fault) {
    if (fault == Fault.TAKES_ANY_TRANSPORT && server.path("url").isTextual()) {
      return true;
    }
    boolean isStdio = !server.has("type") || server.path("type").asText().equals("stdio");
    return isStdio && server.path("name").isTextual() && server.path("command").isTextual();
  }

  static void prompt(JsonNode prompt, Fault fault) {
    boolean isLax = fault == Fault.TAKES_A_MISSING_PROMPT || fault == Fault.CHOKES_ON_EMPTY_PROMPTS;
    if ((!prompt.isArray() || prompt.isEmpty()) && !isLax) {
      throw Refusal.params("prompt");
    }
    if (fault == Fault.CHOKES_ON_MANY_BLOCKS && prompt.size() > 1000) {
      throw new Refusal(-32603, "Too many blocks");
    }
    for (int i = 0; i < prompt.size(); i++) {
      JsonNode block = prompt.get(i);
      for (String field : needed(block.path("type").asText(), "prompt[" + i + "].type", fault)) {
        text(block, field, "prompt[" + i + "]." + field);
      }
    }
  }

  private static List<String> needed(String type, String path, Fault fault) {
    boolean isRefused =
        switch (type) {
          case "text" -> fault == Fault.REFUSES_TEXT;
          case "resource_link" -> fault == Fault.REFUSES_LINKS;
          case "image" -> fault == Fault.REFUSES_IMAGES;
          case "resource" -> fault == Fault.REFUSES_RESOURCES;
          default -> fault != Fault.TAKES_ANY_BLOCK;
        };
    if (isRefused) {
      throw Refusal.params(path);
    }
    return switch (type) {
      case "text" -> List.of("text");
      case "resource_link" -> List.of("name", "uri");
      case "image" -> List.of("data", "mimeType");
      default -> List.of();
    };
  }
}
