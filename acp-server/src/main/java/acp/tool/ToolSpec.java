package acp.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How the model sees a tool.
 *
 * @param name lower case with underscores; never changed once published
 * @param description what it does and when to use it, in a few sentences
 * @param parameters a JSON Schema of type object
 * @param readOnly true if it never changes anything, so that several may run at once
 */
public record ToolSpec(String name, String description, JsonNode parameters, boolean readOnly) {

  public ToolSpec {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    requireNonNull(parameters, "parameters");
  }
}
