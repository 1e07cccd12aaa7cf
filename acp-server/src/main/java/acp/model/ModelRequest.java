package acp.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param system who it is and how it shall work; never empty
 * @param messages the conversation, oldest first, ending with a user's message or tool results
 * @param tools what it may call
 * @param thinking how long it shall think; null to leave it to the model
 */
public record ModelRequest(
    String system,
    List<ModelMessage> messages,
    List<ToolDefinition> tools,
    @Nullable ThoughtLevel thinking) {

  /** A request that leaves it to the model how long it thinks. */
  public ModelRequest(String system, List<ModelMessage> messages, List<ToolDefinition> tools) {
    this(system, messages, tools, null);
  }

  public ModelRequest {
    requireNonNull(system, "system");
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /**
   * A tool as the model sees it.
   *
   * @param parameters a JSON Schema of type object
   */
  public record ToolDefinition(String name, String description, JsonNode parameters) {
    public ToolDefinition {
      requireNonNull(name, "name");
      requireNonNull(description, "description");
      requireNonNull(parameters, "parameters");
    }
  }
}
