package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Union;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Map;

/**
 * The choices of a multi-select field. Those with titles have no {@code type}.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    defaultImpl = TitledMultiSelectItems.class)
@JsonSubTypes(@JsonSubTypes.Type(name = "string", value = StringMultiSelectItems.class))
@JsonDeserialize(using = MultiSelectItems.Reader.class)
@Union(open = true)
public sealed interface MultiSelectItems
    permits StringMultiSelectItems, MultiSelectItems.Unknown, TitledMultiSelectItems {

  /**
   * A kind of choices that this version does not know, kept whole so that it can be passed on
   * unchanged.
   *
   * @param type its discriminator
   * @param rest all other fields
   */
  @JsonDeserialize
  record Unknown(String type, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> rest)
      implements MultiSelectItems {
    public Unknown {
      requireNonNull(type, "type");
      rest = Copy.of(rest);
    }
  }

  /** Tells them apart by {@code type}, and by its absence. */
  final class Reader extends Untagged<MultiSelectItems> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(MultiSelectItems.class);
    }

    @Override
    Class<? extends MultiSelectItems> choose(JsonNode json) {
      if (!json.has("type")) {
        return TitledMultiSelectItems.class;
      }
      return json.path("type").asText().equals("string")
          ? StringMultiSelectItems.class
          : Unknown.class;
    }
  }
}
