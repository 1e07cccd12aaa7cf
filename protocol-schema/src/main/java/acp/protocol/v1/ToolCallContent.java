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
 * Something that a tool call shows.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#content">Tool calls §
 *     content</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = ToolCallContent.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "content", value = Content.class),
  @JsonSubTypes.Type(name = "diff", value = Diff.class),
  @JsonSubTypes.Type(name = "terminal", value = Terminal.class)
})
@JsonPropertyOrder("type")
public sealed interface ToolCallContent permits Content, Diff, Terminal, ToolCallContent.Unknown {
  /** The discriminator on the wire; constant for each known variant. */
  @JsonProperty
  String type();

  /**
   * A kind of content that this version does not know, kept whole so that it can be passed on
   * unchanged.
   *
   * @param type its discriminator
   * @param rest all other fields
   */
  record Unknown(String type, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> rest)
      implements ToolCallContent {
    public Unknown {
      requireNonNull(type, "type");
      rest = Copy.of(rest);
    }
  }
}
