package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choices that are shown as they are.
 *
 * @param allowed the choices
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonPropertyOrder("type")
@JsonDeserialize
public record StringMultiSelectItems(
    @JsonProperty("enum") List<String> allowed, @Meta @Nullable ObjectNode meta)
    implements MultiSelectItems {
  public StringMultiSelectItems {
    allowed = List.copyOf(requireNonNull(allowed, "allowed"));
  }

  /** Holds what is required; the rest is absent. */
  public static StringMultiSelectItems of(List<String> allowed) {
    return new StringMultiSelectItems(allowed, null);
  }

  /** The discriminator on the wire. */
  @JsonProperty
  public String type() {
    return "string";
  }
}
