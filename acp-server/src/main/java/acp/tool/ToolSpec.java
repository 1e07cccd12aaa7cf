package acp.tool;

import static java.util.Objects.requireNonNull;

import acp.event.Risk;
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
 * @param worst the worst that a call of it may harm; where only looking is allowed, a tool that may
 *     do worse is not offered at all
 */
public record ToolSpec(
    String name, String description, JsonNode parameters, boolean readOnly, Risk worst) {

  /** A tool that looks, or else one that may do anything. */
  public ToolSpec(String name, String description, JsonNode parameters, boolean readOnly) {
    this(name, description, parameters, readOnly, readOnly ? Risk.NONE : Risk.EXECUTE);
  }

  public ToolSpec {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    requireNonNull(parameters, "parameters");
    requireNonNull(worst, "worst");
  }

  /** The same tool, whose calls harm nothing worse than this. */
  public ToolSpec atWorst(Risk risk) {
    return new ToolSpec(name, description, parameters, readOnly, risk);
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
