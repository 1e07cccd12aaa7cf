package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.Union;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Sets an option: the parameters of {@code session/set_config_option}. What is not marked {@code
 * boolean} names a value.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = SetSessionConfigOptionRequest.ValueId.class)
@JsonSubTypes(
    @JsonSubTypes.Type(name = "boolean", value = SetSessionConfigOptionRequest.BooleanValue.class))
@Union(common = {"sessionId", "configId", "_meta"})
public sealed interface SetSessionConfigOptionRequest {
  /** The session concerned. */
  SessionId sessionId();

  /** The option to set. */
  SessionConfigId configId();

  /** Metadata of either end, passed through unread; {@code null} when absent. */
  @Nullable ObjectNode meta();

  /**
   * Turns an option on or off.
   *
   * @param sessionId the session concerned
   * @param configId the option to set
   * @param value what it is to be
   * @param meta metadata of either end, passed through unread; {@code null} when absent
   */
  @JsonPropertyOrder("type")
  record BooleanValue(
      SessionId sessionId, SessionConfigId configId, boolean value, @Meta @Nullable ObjectNode meta)
      implements SetSessionConfigOptionRequest {
    public BooleanValue {
      requireNonNull(sessionId, "sessionId");
      requireNonNull(configId, "configId");
    }

    /** The discriminator on the wire. */
    @JsonProperty
    public String type() {
      return "boolean";
    }
  }

  /**
   * Chooses a value; written without a {@code type}.
   *
   * @param sessionId the session concerned
   * @param configId the option to set
   * @param value the chosen value
   * @param meta metadata of either end, passed through unread; {@code null} when absent
   */
  record ValueId(
      SessionId sessionId,
      SessionConfigId configId,
      SessionConfigValueId value,
      @Meta @Nullable ObjectNode meta)
      implements SetSessionConfigOptionRequest {
    public ValueId {
      requireNonNull(sessionId, "sessionId");
      requireNonNull(configId, "configId");
      requireNonNull(value, "value");
    }
  }
}
