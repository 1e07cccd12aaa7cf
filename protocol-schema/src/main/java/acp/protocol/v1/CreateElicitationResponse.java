package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.Union;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user did with a question: the result of {@code elicitation/create}.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "action",
    visible = true,
    defaultImpl = CreateElicitationResponse.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "accept", value = ElicitationAcceptAction.class),
  @JsonSubTypes.Type(name = "decline", value = CreateElicitationResponse.Decline.class),
  @JsonSubTypes.Type(name = "cancel", value = CreateElicitationResponse.Cancel.class)
})
@JsonPropertyOrder("action")
@Union(open = true, common = "_meta")
public sealed interface CreateElicitationResponse
    permits ElicitationAcceptAction,
        CreateElicitationResponse.Decline,
        CreateElicitationResponse.Cancel,
        CreateElicitationResponse.Unknown {
  /** The discriminator on the wire; constant for each known variant. */
  @JsonProperty
  String action();

  /**
   * The user said no.
   *
   * @param meta metadata of either end, passed through unread; {@code null} when absent
   */
  record Decline(@Meta @Nullable ObjectNode meta) implements CreateElicitationResponse {
    @Override
    public String action() {
      return "decline";
    }
  }

  /**
   * The user closed the question without an answer, or the turn was cancelled.
   *
   * @param meta metadata of either end, passed through unread; {@code null} when absent
   */
  record Cancel(@Meta @Nullable ObjectNode meta) implements CreateElicitationResponse {
    @Override
    public String action() {
      return "cancel";
    }
  }

  /**
   * An action that this version does not know, kept whole so that it can be passed on unchanged.
   *
   * @param action its discriminator
   * @param rest all other fields
   */
  record Unknown(String action, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> rest)
      implements CreateElicitationResponse {
    public Unknown {
      requireNonNull(action, "action");
      rest = Copy.of(rest);
    }
  }
}
