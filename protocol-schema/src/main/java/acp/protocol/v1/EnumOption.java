package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A choice and how it is shown.
 *
 * @param value the value that is sent back
 * @param title how it is shown to people
 * @param description more words for people; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public record EnumOption(
    @JsonProperty("const") String value,
    String title,
    @Lenient @Nullable String description,
    @Meta @Nullable ObjectNode meta) {
  public EnumOption {
    requireNonNull(value, "value");
    requireNonNull(title, "title");
  }

  /** Holds what is required; the rest is absent. */
  public static EnumOption of(String value, String title) {
    return new EnumOption(value, title, null, null);
  }
}
