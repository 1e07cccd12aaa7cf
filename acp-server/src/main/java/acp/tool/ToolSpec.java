package acp.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

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

  /** As above, with the schema as JSON text; a fault in it is ours. */
  public static ToolSpec of(String name, String description, String parameters, boolean readOnly) {
    try {
      return new ToolSpec(name, description, new JsonMapper().readTree(parameters), readOnly);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("the schema of " + name + " is not JSON", malformed);
    }
  }
}
