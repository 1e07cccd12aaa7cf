package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Union;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A field of a form.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = ElicitationPropertySchema.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "string", value = StringPropertySchema.class),
  @JsonSubTypes.Type(name = "number", value = NumberPropertySchema.class),
  @JsonSubTypes.Type(name = "integer", value = IntegerPropertySchema.class),
  @JsonSubTypes.Type(name = "boolean", value = BooleanPropertySchema.class),
  @JsonSubTypes.Type(name = "array", value = MultiSelectPropertySchema.class)
})
@JsonPropertyOrder("type")
@Union(open = true)
public sealed interface ElicitationPropertySchema
    permits StringPropertySchema,
        NumberPropertySchema,
        IntegerPropertySchema,
        BooleanPropertySchema,
        MultiSelectPropertySchema,
        ElicitationPropertySchema.Unknown {
  /** The discriminator on the wire; constant for each known variant. */
  @JsonProperty
  String type();

  /**
   * A kind of field that this version does not know, kept whole so that it can be passed on
   * unchanged.
   *
   * @param type its discriminator
   * @param rest all other fields
   */
  record Unknown(String type, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> rest)
      implements ElicitationPropertySchema {
    public Unknown {
      requireNonNull(type, "type");
      rest = Copy.of(rest);
    }
  }
}
