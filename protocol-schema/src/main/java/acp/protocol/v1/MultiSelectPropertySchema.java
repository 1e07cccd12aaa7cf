package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.Unsigned;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field for any number of choices out of several.
 *
 * @param items what there is to choose from
 * @param title how it is shown to people; {@code null} when absent
 * @param description more words for people; {@code null} when absent
 * @param minItems the least number of choices; {@code null} when absent
 * @param maxItems the greatest number of choices; {@code null} when absent
 * @param defaultValue the choices to begin with; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public record MultiSelectPropertySchema(
    MultiSelectItems items,
    @Lenient @Nullable String title,
    @Lenient @Nullable String description,
    @Unsigned(64) @Nullable Long minItems,
    @Unsigned(64) @Nullable Long maxItems,
    @JsonProperty("default") @Lenient @Nullable List<String> defaultValue,
    @Meta @Nullable ObjectNode meta)
    implements ElicitationPropertySchema {
  public MultiSelectPropertySchema {
    requireNonNull(items, "items");
    Check.unsigned(64, minItems, "minItems");
    Check.unsigned(64, maxItems, "maxItems");
    defaultValue = Copy.ofNullable(defaultValue);
  }

  /** Holds what is required; the rest is absent. */
  public static MultiSelectPropertySchema of(MultiSelectItems items) {
    return new MultiSelectPropertySchema(items, null, null, null, null, null, null);
  }

  /** The same with {@code title}. */
  public MultiSelectPropertySchema withTitle(String title) {
    return new MultiSelectPropertySchema(
        items, title, description, minItems, maxItems, defaultValue, meta);
  }

  /** The same with {@code description}. */
  public MultiSelectPropertySchema withDescription(String description) {
    return new MultiSelectPropertySchema(
        items, title, description, minItems, maxItems, defaultValue, meta);
  }

  /** The same with {@code minItems}. */
  public MultiSelectPropertySchema withMinItems(long minItems) {
    return new MultiSelectPropertySchema(
        items, title, description, minItems, maxItems, defaultValue, meta);
  }

  /** The same with {@code maxItems}. */
  public MultiSelectPropertySchema withMaxItems(long maxItems) {
    return new MultiSelectPropertySchema(
        items, title, description, minItems, maxItems, defaultValue, meta);
  }

  /** The same with {@code defaultValue}. */
  public MultiSelectPropertySchema withDefaultValue(List<String> defaultValue) {
    return new MultiSelectPropertySchema(
        items, title, description, minItems, maxItems, defaultValue, meta);
  }

  /** The same with {@code meta}. */
  public MultiSelectPropertySchema withMeta(ObjectNode meta) {
    return new MultiSelectPropertySchema(
        items, title, description, minItems, maxItems, defaultValue, meta);
  }

  @Override
  public String type() {
    return "array";
  }
}
