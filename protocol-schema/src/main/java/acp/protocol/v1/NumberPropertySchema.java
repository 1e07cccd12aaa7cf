package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A field for a number.
 *
 * @param title how it is shown to people; {@code null} when absent
 * @param description more words for people; {@code null} when absent
 * @param minimum the least value; {@code null} when absent
 * @param maximum the greatest value; {@code null} when absent
 * @param defaultValue the value to begin with; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public record NumberPropertySchema(
    @Lenient @Nullable String title,
    @Lenient @Nullable String description,
    @Nullable Double minimum,
    @Nullable Double maximum,
    @JsonProperty("default") @Lenient @Nullable Double defaultValue,
    @Meta @Nullable ObjectNode meta)
    implements ElicitationPropertySchema {
  public NumberPropertySchema {
    Check.finite(minimum, "minimum");
    Check.finite(maximum, "maximum");
    Check.finite(defaultValue, "defaultValue");
  }

  /** Holds nothing yet. */
  public static NumberPropertySchema of() {
    return new NumberPropertySchema(null, null, null, null, null, null);
  }

  @Override
  public String type() {
    return "number";
  }
}
