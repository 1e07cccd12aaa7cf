package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choices that are shown by a title each.
 *
 * @param anyOf the choices
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonDeserialize
public record TitledMultiSelectItems(List<EnumOption> anyOf, @Meta @Nullable ObjectNode meta)
    implements MultiSelectItems {
  public TitledMultiSelectItems {
    anyOf = List.copyOf(requireNonNull(anyOf, "anyOf"));
  }

  /** Holds what is required; the rest is absent. */
  public static TitledMultiSelectItems of(List<EnumOption> anyOf) {
    return new TitledMultiSelectItems(anyOf, null);
  }
}
