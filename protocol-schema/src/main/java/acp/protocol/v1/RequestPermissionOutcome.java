package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What became of a permission request. Anything unknown is no permission.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#requesting-permission">Tool
 *     calls § requesting permission</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "outcome",
    visible = true,
    defaultImpl = RequestPermissionOutcome.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "cancelled", value = RequestPermissionOutcome.Cancelled.class),
  @JsonSubTypes.Type(name = "selected", value = SelectedPermissionOutcome.class)
})
@JsonPropertyOrder("outcome")
public sealed interface RequestPermissionOutcome
    permits RequestPermissionOutcome.Cancelled,
        SelectedPermissionOutcome,
        RequestPermissionOutcome.Unknown {
  /** The discriminator on the wire; constant for each known variant. */
  @JsonProperty
  String outcome();

  /** The turn was cancelled before the user chose. */
  record Cancelled() implements RequestPermissionOutcome {
    @Override
    public String outcome() {
      return "cancelled";
    }
  }

  /**
   * An outcome that this version does not know, kept whole so that it can be passed on unchanged.
   *
   * @param outcome its discriminator
   * @param rest all other fields
   */
  record Unknown(String outcome, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> rest)
      implements RequestPermissionOutcome {
    public Unknown {
      requireNonNull(outcome, "outcome");
      rest = Copy.of(rest);
    }
  }
}
