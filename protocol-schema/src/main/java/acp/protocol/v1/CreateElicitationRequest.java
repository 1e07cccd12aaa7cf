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
 * Asks the user for something: the parameters of {@code elicitation/create}.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "mode",
    visible = true,
    defaultImpl = CreateElicitationRequest.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "form", value = ElicitationFormMode.class),
  @JsonSubTypes.Type(name = "url", value = ElicitationUrlMode.class)
})
@JsonPropertyOrder("mode")
@Union(
    open = true,
    common = {"message", "_meta"})
public sealed interface CreateElicitationRequest
    permits ElicitationFormMode, ElicitationUrlMode, CreateElicitationRequest.Unknown {
  /** The discriminator on the wire; constant for each known variant. */
  @JsonProperty
  String mode();

  /**
   * A mode that this version does not know, kept whole so that it can be passed on unchanged.
   *
   * @param mode its discriminator
   * @param rest all other fields
   */
  record Unknown(String mode, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> rest)
      implements CreateElicitationRequest {
    public Unknown {
      requireNonNull(mode, "mode");
      rest = Copy.of(rest);
    }
  }
}
