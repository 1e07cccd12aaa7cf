package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.ProtocolMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;

/** The schema that the build has written, for an independent validator to judge by. */
final class WrittenSchema {
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final ObjectNode json;

  private WrittenSchema(ObjectNode json) {
    this.json = json;
  }

  static WrittenSchema load() throws IOException {
    try (InputStream file =
        requireNonNull(WrittenSchema.class.getResourceAsStream("schema.json"))) {
      return new WrittenSchema(ProtocolMapper.create().readValue(file, ObjectNode.class));
    }
  }

  ObjectNode json() {
    return json;
  }

  /** What every message must fit. */
  Schema root() {
    return registry.getSchema(json);
  }

  /** What a value of one definition must fit. */
  Schema of(String def) {
    ObjectNode one = json.objectNode().put("$ref", "#/$defs/" + def);
    one.set("$defs", json.get("$defs"));
    return registry.getSchema(one);
  }
}
