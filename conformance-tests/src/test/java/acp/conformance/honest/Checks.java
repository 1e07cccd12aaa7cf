package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What parameters must be like. */
final class Checks {
  private Checks() {}

  static String text(JsonNode params, String field, String path) {
    String text = Wire.textOrNull(params.path(field));
    if (text == null) {
      throw Refusal.params(path);
    }
    return text;
  }

  static void folders(JsonNode params, Fault fault) {
    String cwd = text(params, "cwd", "cwd");
    if (!cwd.startsWith("/") && fault != Fault.TAKES_RELATIVE_CWD) {
      throw Refusal.params("cwd");
    }
    JsonNode more = params.path("additionalDirectories");
    if (!isAbsent(more) && !more.isArray()) {
      throw Refusal.params("additionalDirectories");
    }
    for (int i = 0; i < more.size(); i++) {
      if (!more.get(i).isTextual() || !more.get(i).textValue().startsWith("/")) {
        throw Refusal.params("additionalDirectories[" + i + "]");
      }
    }
  }

  static void servers(JsonNode servers) {
    if (!isAbsent(servers) && !servers.isArray()) {
      throw Refusal.params("mcpServers");
    }
    for (int i = 0; i < servers.size(); i++) {
      JsonNode server = servers.get(i);
      boolean isStdio = !server.has("type") || server.path("type").asText().equals("stdio");
      if (!isStdio || !server.path("name").isTextual() || !server.path("command").isTextual()) {
        throw Refusal.params("mcpServers[" + i + "]");
      }
    }
  }

  static void prompt(JsonNode prompt) {
    if (!prompt.isArray()) {
      throw Refusal.params("prompt");
    }
    for (int i = 0; i < prompt.size(); i++) {
      JsonNode block = prompt.get(i);
      List<String> needed =
          switch (block.path("type").asText()) {
            case "text" -> List.of("text");
            case "resource_link" -> List.of("name", "uri");
            case "image" -> List.of("data", "mimeType");
            case "resource" -> List.of();
            default -> throw Refusal.params("prompt[" + i + "].type");
          };
      for (String field : needed) {
        text(block, field, "prompt[" + i + "]." + field);
      }
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
