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
 * A piece of content, shaped as in MCP. A kind that is known must be well-formed, any other is kept
 * whole.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = ContentBlock.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "text", value = TextContent.class),
  @JsonSubTypes.Type(name = "image", value = ImageContent.class),
  @JsonSubTypes.Type(name = "audio", value = AudioContent.class),
  @JsonSubTypes.Type(name = "resource_link", value = ResourceLink.class),
  @JsonSubTypes.Type(name = "resource", value = EmbeddedResource.class)
})
@JsonPropertyOrder("type")
public sealed interface ContentBlock
    permits TextContent,
        ImageContent,
        AudioContent,
        ResourceLink,
        EmbeddedResource,
        ContentBlock.Unknown {
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
      implements ContentBlock {
    public Unknown {
      requireNonNull(type, "type");
      rest = Copy.of(rest);
    }
  }
}
