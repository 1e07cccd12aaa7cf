package acp.session;

import static java.util.Objects.requireNonNull;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A setting of a session that the user may choose.
 *
 * @param id what it is called in {@link SessionState#config}
 * @param category what sort of setting it is, such as {@code mode}
 * @param choices what it may be, in the order to show them; not empty
 * @param initial the value of a new session; one of the choices
 */
public record ConfigOption(
    String id, String name, String category, List<Choice> choices, String initial) {

  /** The option that v1 clients also know as modes. */
  public static final String MODE = "mode";

  /** One value of an option. */
  public record Choice(String value, String name, String description) {}

  public ConfigOption {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(category, "category");
    choices = List.copyOf(choices);
    String wanted = requireNonNull(initial, "initial");
    if (choices.stream().noneMatch(choice -> choice.value().equals(wanted))) {
      throw new IllegalArgumentException("initial value " + wanted + " of " + id);
    }
  }

  /**
   * Makes sure that {@code value} is one of the choices.
   *
   * @throws AcpException (invalid params) naming the choices there are, if {@code value} is none of
   *     them
   */
  void check(String value) {
    List<String> allowed = choices.stream().map(Choice::value).toList();
    if (!allowed.contains(value)) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("option", id);
      data.put("allowed", allowed);
      throw new AcpException(
          ErrorCode.INVALID_PARAMS, "Unknown " + name.toLowerCase(Locale.ROOT), data);
    }
  }
}
