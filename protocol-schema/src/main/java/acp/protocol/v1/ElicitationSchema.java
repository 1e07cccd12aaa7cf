package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form to fill in: a flat object of named fields.
 *
 * @param type always an object
 * @param title how it is shown to people; {@code null} when absent
 * @param properties the fields by name
 * @param required the names of the fields that must be filled in; {@code null} when absent
 * @param description more words for people; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public record ElicitationSchema(
    @Lenient @WhenAbsent("\"object\"") ElicitationSchemaType type,
    @Lenient @Nullable String title,
    @WhenAbsent("{}") Map<String, ElicitationPropertySchema> properties,
    @Nullable List<String> required,
    @Lenient @Nullable String description,
    @Meta @Nullable ObjectNode meta) {
  public ElicitationSchema {
    requireNonNull(type, "type");
    properties = Copy.of(requireNonNull(properties, "properties"));
    required = Copy.ofNullable(required);
  }

  /** Holds nothing but the defaults. */
  public static ElicitationSchema of() {
    return new ElicitationSchema(ElicitationSchemaType.OBJECT, null, Map.of(), null, null, null);
  }

  /** The same with {@code type}. */
  public ElicitationSchema withType(ElicitationSchemaType type) {
    return new ElicitationSchema(type, title, properties, required, description, meta);
  }

  /** The same with {@code title}. */
  public ElicitationSchema withTitle(String title) {
    return new ElicitationSchema(type, title, properties, required, description, meta);
  }

  /** The same with {@code properties}. */
  public ElicitationSchema withProperties(Map<String, ElicitationPropertySchema> properties) {
    return new ElicitationSchema(type, title, properties, required, description, meta);
  }

  /** The same with {@code required}. */
  public ElicitationSchema withRequired(List<String> required) {
    return new ElicitationSchema(type, title, properties, required, description, meta);
  }

  /** The same with {@code description}. */
  public ElicitationSchema withDescription(String description) {
    return new ElicitationSchema(type, title, properties, required, description, meta);
  }

  /** The same with {@code meta}. */
  public ElicitationSchema withMeta(ObjectNode meta) {
    return new ElicitationSchema(type, title, properties, required, description, meta);
  }
}
