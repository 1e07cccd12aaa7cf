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
 * An option of a session, as the agent offers it and as it is set.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = SessionConfigOption.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "select", value = SessionConfigSelect.class),
  @JsonSubTypes.Type(name = "boolean", value = SessionConfigBoolean.class)
})
@JsonPropertyOrder("type")
@Union(common = {"id", "name", "description", "category", "_meta"})
public sealed interface SessionConfigOption
    permits SessionConfigSelect, SessionConfigBoolean, SessionConfigOption.Unknown {
  /** The discriminator on the wire; constant for each known variant. */
  @JsonProperty
  String type();

  /**
   * A kind of option that this version does not know, kept whole so that it can be passed on
   * unchanged.
   *
   * @param type its discriminator
   * @param rest all other fields
   */
  record Unknown(String type, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> rest)
      implements SessionConfigOption {
    public Unknown {
      requireNonNull(type, "type");
      rest = Copy.of(rest);
    }
  }
}
