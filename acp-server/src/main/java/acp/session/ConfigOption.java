package acp.session;

import static java.util.Objects.requireNonNull;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a session that the user may choose.
 *
 * @param id what it is called in {@link SessionState#config}; stored and sent, so never renamed
 * @param name a word or two for people
 * @param description one sentence for people; null for none
 * @param category what sort of setting it is, such as {@code mode}; null for none
 * @param kind how it is shown
 * @param choices what it may be, in the order to show them; not empty
 * @param initial the value of a session that never chose one; one of the choices
 */
public record ConfigOption(
    String id,
    String name,
    @Nullable String description,
    @Nullable String category,
    Kind kind,
    List<Choice> choices,
    String initial) {

  /** The option that v1 clients also know as modes. */
  public static final String MODE = "mode";

  /** The full name of the model that answers. */
  public static final String MODEL = "model";

  /** How long the model thinks. */
  public static final String THOUGHT_LEVEL = "thought_level";

  /** How an option is shown. */
  public enum Kind {
    /** One of its choices. */
    SELECT,
    /** On or off: its choices are {@code true} and {@code false}. */
    SWITCH
  }

  /**
   * One value of an option.
   *
   * @param description one sentence for people; null for none
   */
  public record Choice(String value, String name, @Nullable String description) {
    public Choice {
      requireNonNull(value, "value");
      requireNonNull(name, "name");
    }
  }

  public ConfigOption {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    choices = List.copyOf(choices);
    if (!has(choices, requireNonNull(initial, "initial"))) {
      throw new IllegalArgumentException("initial value " + initial + " of " + id);
    }
  }

  /** An option that is on or off. */
  public static ConfigOption onOrOff(
      String id, String name, String description, @Nullable String category, boolean initial) {
    return new ConfigOption(
        id,
        name,
        description,
        category,
        Kind.SWITCH,
        List.of(new Choice("true", "On", null), new Choice("false", "Off", null)),
        Boolean.toString(initial));
  }

  /** What it is set to in a session with these settings; always one of the choices. */
  public String value(Map<String, String> config) {
    String set = config.get(id);
    return set != null && has(choices, set) ? set : initial;
  }

  private static boolean has(List<Choice> choices, String value) {
    for (Choice choice : choices) {
      if (choice.value().equals(value)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes sure that {@code value} is one of the choices.
   *
   * @throws AcpException (invalid params) naming the choices there are, if {@code value} is none of
   *     them
   */
  void check(String value) {
    if (!has(choices, value)) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("option", id);
      data.put("allowed", choices.stream().map(Choice::value).toList());
      throw new AcpException(
          ErrorCode.INVALID_PARAMS, "Unknown " + name.toLowerCase(Locale.ROOT), data);
    }
  }
}
