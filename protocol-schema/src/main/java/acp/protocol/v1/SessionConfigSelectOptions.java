package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;

/**
 * The values of a select option: either a plain list or a list of groups. A list that holds a group
 * is read as groups.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
@JsonDeserialize(using = SessionConfigSelectOptions.Reader.class)
public sealed interface SessionConfigSelectOptions {
  /**
   * Values without groups.
   *
   * @param options the values, in the order to show them
   */
  @JsonDeserialize
  record Ungrouped(@JsonValue List<SessionConfigSelectOption> options)
      implements SessionConfigSelectOptions {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Ungrouped {
      options = List.copyOf(requireNonNull(options, "options"));
    }
  }

  /**
   * Values in groups.
   *
   * @param groups the groups, in the order to show them
   */
  @JsonDeserialize
  record Grouped(@JsonValue List<SessionConfigSelectGroup> groups)
      implements SessionConfigSelectOptions {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Grouped {
      groups = List.copyOf(requireNonNull(groups, "groups"));
    }
  }

  /** Tells the two apart by a first look at the items. */
  final class Reader extends Untagged<SessionConfigSelectOptions> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(SessionConfigSelectOptions.class);
    }

    @Override
    Class<? extends SessionConfigSelectOptions> choose(JsonNode json) {
      for (JsonNode item : json) {
        if (item.has("group")) {
          return Grouped.class;
        }
      }
      return Ungrouped.class;
    }
  }
}
