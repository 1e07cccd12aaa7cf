package acp.mcp;

import acp.session.Form;
import acp.tool.OneLine;
import acp.tool.ask.Discretion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A form of a server's, a flat schema, as a form of the client's, and what was filled in as the
 * server wants to have it. Immutable.
 */
final class ElicitedForm {
  private static final int MOST_FIELDS = 30;
  private static final int MOST_OPTIONS = 100;

  private final List<Field> fields;

  private ElicitedForm(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /** What a value is to the server. */
  private enum Type {
    TEXT,
    NUMBER,
    WHOLE,
    FLAG,
    LIST
  }

  private record Field(Form.Field shown, Type type, String title) {}

  /** The form of a schema; null if it has a field that cannot be shown, or none, or too many. */
  static @Nullable ElicitedForm of(@Nullable Map<String, Object> schema) {
    if (schema == null || !(schema.get("properties") instanceof Map<?, ?> properties)) {
      return null;
    }
    Set<Object> required = new HashSet<>(list(schema.get("required")));
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<?, ?> each : properties.entrySet()) {
      String name = String.valueOf(each.getKey());
      Field field =
          each.getValue() instanceof Map<?, ?> property
              ? field(name, property, required.contains(name))
              : null;
      if (field == null) {
        return null;
      }
      fields.add(field);
    }
    return fields.isEmpty() || fields.size() > MOST_FIELDS ? null : new ElicitedForm(fields);
  }

  private static @Nullable Field field(String name, Map<?, ?> property, boolean required) {
    String title = OneLine.of(text(property.get("title"), name));
    String described = text(property.get("description"), "");
    String label = described.isEmpty() ? title : OneLine.of(title + " – " + described);
    Object initial = property.get("default");
    return switch (text(property.get("type"), "")) {
      case "string" -> {
        List<Form.Option> options = options(property);
        Form.Kind kind = options.isEmpty() ? Form.Kind.TEXT : Form.Kind.ONE;
        yield field(name, label, kind, options, initial, required, Type.TEXT);
      }
      case "number" ->
          field(name, label, Form.Kind.TEXT, List.of(), initial, required, Type.NUMBER);
      case "integer" ->
          field(name, label, Form.Kind.TEXT, List.of(), initial, required, Type.WHOLE);
      case "boolean" -> field(name, label, Form.Kind.ONE, YES_NO, initial, required, Type.FLAG);
      case "array" -> {
        List<Form.Option> options =
            property.get("items") instanceof Map<?, ?> items ? options(items) : List.of();
        yield options.isEmpty()
            ? null
            : field(name, label, Form.Kind.SEVERAL, options, null, required, Type.LIST);
      }
      default -> null;
    };
  }

  private static final List<Form.Option> YES_NO =
      List.of(new Form.Option("true", "Yes"), new Form.Option("false", "No"));

  private static Field field(
      String name,
      String label,
      Form.Kind kind,
      List<Form.Option> options,
      @Nullable Object initial,
      boolean required,
      Type type) {
    var shown =
        new Form.Field(
            name, label, kind, options, initial == null ? null : initial.toString(), required);
    return new Field(shown, type, label);
  }

  /** What there is to choose from, in any of the ways to say it; empty for a text. */
  private static List<Form.Option> options(Map<?, ?> property) {
    List<Form.Option> options = new ArrayList<>();
    List<?> titled = list(property.get(property.containsKey("oneOf") ? "oneOf" : "anyOf"));
    for (Object each : titled) {
      if (each instanceof Map<?, ?> option && option.get("const") != null) {
        String value = String.valueOf(option.get("const"));
        options.add(new Form.Option(value, OneLine.of(text(option.get("title"), value))));
      }
    }
    List<?> values = list(property.get("enum"));
    List<?> names = list(property.get("enumNames"));
    for (int i = 0; i < values.size(); i++) {
      String value = String.valueOf(values.get(i));
      options.add(
          new Form.Option(
              value, OneLine.of(i < names.size() ? String.valueOf(names.get(i)) : value)));
    }
    return options.size() > MOST_OPTIONS ? List.of() : options;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value instanceof String text ? text : otherwise;
  }

  /** True if a secret would have to be written into it. */
  boolean asksForSecret(String message) {
    return fields.stream()
        .filter(field -> field.shown.kind() == Form.Kind.TEXT && field.type == Type.TEXT)
        .anyMatch(
            field ->
                Discretion.isSecret(field.title)
                    || Discretion.isSecret(field.shown.name().replace('_', ' '))
                    || field.shown.name().equalsIgnoreCase("token")
                    || (fields.size() == 1 && Discretion.isSecret(message)));
  }

  Form form(String message) {
    return new Form(message, fields.stream().map(Field::shown).toList());
  }

  /** What is wrong with the answers, in a sentence for the user; null if nothing is. */
  @Nullable String wrong(Map<String, List<String>> answers) {
    for (Field field : fields) {
      List<String> values = answers.get(field.shown.name());
      if (values != null && !isLeftOut(field, values) && value(field, values) == null) {
        return "\""
            + field.title
            + "\" must be a "
            + (field.type == Type.WHOLE ? "whole " : "")
            + "number.";
      }
    }
    return null;
  }

  /** The answers as the server takes them; what was left out is not there. */
  Map<String, Object> content(Map<String, List<String>> answers) {
    Map<String, Object> content = new LinkedHashMap<>();
    for (Field field : fields) {
      List<String> values = answers.get(field.shown.name());
      Object value = values == null || isLeftOut(field, values) ? null : value(field, values);
      if (value != null) {
        content.put(field.shown.name(), value);
      }
    }
    return content;
  }

  private static boolean isLeftOut(Field field, List<String> values) {
    return !field.shown.required() && values.stream().allMatch(String::isBlank);
  }

  private static @Nullable Object value(Field field, List<String> values) {
    try {
      return switch (field.type) {
        case TEXT -> values.getFirst();
        case NUMBER -> Double.valueOf(values.getFirst().strip());
        case WHOLE -> Long.valueOf(values.getFirst().strip());
        case FLAG -> Boolean.valueOf(values.getFirst());
        case LIST -> values;
      };
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
