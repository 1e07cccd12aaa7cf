package acp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.spec.McpSchema;

/**
 * A tool as its server offers it.
 *
 * @param name as the server knows it
 * @param title what people call it
 * @param parameters a JSON Schema of type object
 * @param hints what the server says that it may do
 */
record Offer(String name, String title, String description, JsonNode parameters, Hints hints) {

  static Offer of(McpSchema.Tool tool, JacksonMapper json) {
    McpSchema.ToolAnnotations said = tool.annotations();
    String title = tool.title();
    if (title == null && said != null) {
      title = said.title();
    }
    ObjectNode parameters = json.tree(tool.inputSchema()).deepCopy();
    // Some providers refuse a schema that does not say so much.
    parameters.put("type", "object");
    if (!parameters.path("properties").isObject()) {
      parameters.putObject("properties");
    }
    return new Offer(
        tool.name(),
        title == null ? tool.name() : title,
        tool.description() == null ? "" : tool.description(),
        parameters,
        said == null ? Hints.NONE : Hints.of(said));
  }

  /**
   * What a server says that a tool may do. Nothing follows from that for a server that is not
   * trusted: who wants to do harm says that it does none.
   *
   * @param readOnly true if it changes nothing
   * @param destructive true if the server says itself that it may destroy something
   * @param openWorld true if the server says itself that it deals with the world outside
   */
  record Hints(boolean readOnly, boolean destructive, boolean openWorld) {
    static final Hints NONE = new Hints(false, false, false);

    private static Hints of(McpSchema.ToolAnnotations said) {
      return new Hints(
          Boolean.TRUE.equals(said.readOnlyHint()),
          Boolean.TRUE.equals(said.destructiveHint()),
          Boolean.TRUE.equals(said.openWorldHint()));
    }
  }
}
