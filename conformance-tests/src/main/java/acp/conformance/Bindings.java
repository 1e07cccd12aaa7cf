package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The variables of a transcript while it is played, and the filling in of them. For one thread. */
final class Bindings {
  /** {@code $NAME}, or {@code ${text*times}} for a text repeated. */
  static final Pattern VARIABLE =
      Pattern.compile("\\$([A-Z][A-Z0-9_]*)|\\$\\{(.+?)\\*([0-9]{1,9})\\}");

  private final Map<String, JsonNode> values;

  Bindings() {
    this(new HashMap<>());
  }

  private Bindings(Map<String, JsonNode> values) {
    this.values = values;
  }

  Bindings copy() {
    return new Bindings(new HashMap<>(values));
  }

  void become(Bindings other) {
    values.putAll(other.values);
  }

  void bind(String name, JsonNode value) {
    values.put(name, value);
  }

  void bind(String name, String value) {
    values.put(name, TextNode.valueOf(value));
  }

  @Nullable JsonNode value(String name) {
    return values.get(name);
  }

  /** The name, if the text is one variable and nothing else. */
  static @Nullable String nameIn(String text) {
    Matcher matcher = VARIABLE.matcher(text);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** The text with its variables filled in; one that is not bound stays as it is. */
  String fill(String text) {
    return fill(text, UnaryOperator.identity());
  }

  /** As {@link #fill(String)}, with each value passed through {@code quote} first. */
  String fill(String text, UnaryOperator<String> quote) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(replacement(found.group(0), quote)));
  }

  private String replacement(String variable, UnaryOperator<String> quote) {
    Matcher matcher = VARIABLE.matcher(variable);
    if (!matcher.matches()) {
      return variable;
    }
    if (matcher.group(2) != null) {
      return matcher.group(2).repeat(Integer.parseInt(matcher.group(3)));
    }
    JsonNode value = values.get(matcher.group(1));
    if (value == null) {
      return variable;
    }
    return quote.apply(value.isTextual() ? value.textValue() : value.toString());
  }

  /**
   * The value with the variables in its strings filled in; a string that is one variable becomes
   * its value.
   */
  JsonNode fill(JsonNode node) {
    return switch (node) {
      case TextNode text -> fillText(text);
      case ObjectNode object -> {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        object
            .properties()
            .forEach(field -> filled.set(fill(field.getKey()), fill(field.getValue())));
        yield filled;
      }
      case ArrayNode array -> {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> filled.add(fill(item)));
        yield filled;
      }
      default -> node;
    };
  }

  private JsonNode fillText(TextNode text) {
    String name = nameIn(text.textValue());
    JsonNode value = name == null ? null : values.get(name);
    return value == null ? TextNode.valueOf(fill(text.textValue())) : value;
  }
}
