package acp.tool;

import acp.protocol.AcpException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model passed to a tool, read field by field. Forgives what models often do, such as
 * numbers in quotes and null for absent; for the rest it throws an {@link AcpException} (invalid
 * params) that names the field in words the model can act upon.
 */
public final class Input {
  private final JsonNode fields;
  private final String prefix;

  /** Throws if {@code input} is not an object. */
  public Input(JsonNode input) {
    this(input, "");
  }

  private Input(JsonNode fields, String prefix) {
    this.fields = fields;
    this.prefix = prefix;
    if (!fields.isObject()) {
      throw AcpException.invalidParams(
          prefix, prefix.isEmpty() ? "The input must be a JSON object." : say(prefix, "an object"));
    }
  }

  /** A text that must be there; may be empty. */
  public String text(String name) {
    String text = optionalText(name);
    if (text == null) {
      throw wrong(name, "`" + prefix + name + "` is missing; it must be a string.");
    }
    return text;
  }

  /** A text that must be there and say something. */
  public String filledText(String name) {
    String text = text(name);
    if (text.isBlank()) {
      throw wrong(name, "`" + prefix + name + "` must not be empty.");
    }
    return text;
  }

  /** A text, or null if there is none. */
  public @Nullable String optionalText(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name, say(prefix + name, "a string"));
    }
    return value.textValue();
  }

  /** A whole number from {@code least} to {@code most}; {@code fallback} if there is none. */
  public int number(String name, int fallback, int least, int most) {
    JsonNode value = value(name);
    if (value == null) {
      return fallback;
    }
    double number = value.isNumber() || value.isTextual() ? value.asDouble(Double.NaN) : Double.NaN;
    if (number >= least && number <= most && number == Math.rint(number)) {
      return (int) number;
    }
    throw wrong(name, say(prefix + name, "a whole number from " + least + " to " + most));
  }

  /** True or false; false if there is none. */
  public boolean flag(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return false;
    }
    return switch (value.asText()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, say(prefix + name, "true or false"));
    };
  }

  /** As {@link #list}, but empty if it is missing. */
  public List<Input> optionalList(String name) {
    return value(name) == null ? List.of() : list(name);
  }

  /** A list of objects, each read like this one. */
  public List<Input> list(String name) {
    JsonNode value = value(name);
    if (value == null) {
      throw wrong(name, "`" + prefix + name + "` is missing; it must be a list of objects.");
    }
    if (!value.isArray()) {
      throw wrong(name, say(prefix + name, "a list of objects"));
    }
    List<Input> items = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      String place = prefix + name + "[" + i + "]";
      if (!value.get(i).isObject()) {
        throw AcpException.invalidParams(place, say(place, "an object"));
      }
      items.add(new Input(value.get(i), place + "."));
    }
    return items;
  }

  /** A failure at field {@code name}, with a whole sentence. */
  public AcpException wrong(String name, String sentence) {
    return AcpException.invalidParams(prefix + name, sentence);
  }

  /** The field's place, such as {@code edits[0].old_text}. */
  public String place(String name) {
    return prefix + name;
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = fields.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static String say(String place, String what) {
    return "`" + place + "` must be " + what + ".";
  }
}
