package acp.mcp;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool as its server offers it.
 *
 * @param name as the server knows it
 * @param title what people call it
 * @param parameters a JSON Schema of type object
 * @param readOnly true if the server says that it changes nothing
 */
record Offer(
    String name, String title, String description, JsonNode parameters, boolean readOnly) {}
