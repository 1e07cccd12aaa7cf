package acp.mcp;

import acp.tool.OneLine;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;

/**
 * A prompt as its server offers it.
 *
 * @param name as the server knows it
 * @param description what it is for, on one short line; may be empty
 * @param arguments in the server's order
 */
record PromptOffer(String name, String description, List<Argument> arguments) {

  PromptOffer {
    arguments = List.copyOf(arguments);
  }

  static PromptOffer of(McpSchema.Prompt prompt) {
    String text = prompt.description() == null ? prompt.title() : prompt.description();
    List<McpSchema.PromptArgument> arguments =
        prompt.arguments() == null ? List.of() : prompt.arguments();
    return new PromptOffer(
        prompt.name(),
        text == null ? "" : OneLine.of(text),
        arguments.stream()
            .map(each -> new Argument(each.name(), Boolean.TRUE.equals(each.required())))
            .toList());
  }

  /** Something that a prompt is filled in with. */
  record Argument(String name, boolean required) {}
}
