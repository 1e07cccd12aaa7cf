package acp.transfer.agentry;

import acp.transfer.TransferException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Token-Oriented Object Notation, read into the JSON that it stands for: fields by indentation,
 * lists with their length, and tables for lists of objects that are alike.
 */
final class Toon {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 200;

  private static final String KEY =
      "(\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s:\\[\\]{}\",-][^:\\[\\]{}\",]*+)";

  /** A key, perhaps the length and delimiter of a list, perhaps the fields of a table. */
  private static final Pattern FIELD =
      Pattern.compile(
          KEY + "?(\\[#?(\\d{1,9})([|\\t]?)])?(\\{([^}]*+)})?:(?: (.*+))?", Pattern.DOTALL);

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d{0,30})(?:\\.\\d{1,30})?(?:[eE][+-]?\\d{1,3})?");

  /** A line that is not empty. */
  private record Line(long number, int indent, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private int at;

  private Toon(String text) {
    long number = 0;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      String start = line.stripLeading();
      if (!start.isEmpty()) {
        lines.add(new Line(number, line.length() - start.length(), start));
      }
    }
  }

  /**
   * The object that a text stands for.
   *
   * @throws TransferException with the line, if it is none
   */
  static ObjectNode read(String text) {
    Toon toon = new Toon(text);
    ObjectNode object = toon.fields(0, 0);
    if (toon.at < toon.lines.size()) {
      throw wrong(toon.lines.get(toon.at));
    }
    return object;
  }

  private static TransferException wrong(Line line) {
    return TransferException.at(line.number, "is not well-formed TOON");
  }

  private @Nullable Line next() {
    return at < lines.size() ? lines.get(at) : null;
  }

  /** The fields of an object that stand so far to the right. */
  private ObjectNode fields(int indent, int depth) {
    ObjectNode object = NODES.objectNode();
    for (Line line = next(); line != null && line.indent == indent; line = next()) {
      at++;
      field(object, line, line.text, indent, depth);
    }
    return object;
  }

  private void field(ObjectNode into, Line line, String text, int indent, int depth) {
    Matcher field = matched(line, text, depth);
    String key = field.group(1);
    if (key == null) {
      throw wrong(line);
    }
    into.set(key(key, line), value(field, line, indent, depth));
  }

  private static Matcher matched(Line line, String text, int depth) {
    Matcher field = FIELD.matcher(text);
    if (depth > MAX_DEPTH || !field.matches()) {
      throw wrong(line);
    }
    return field;
  }

  private JsonNode value(Matcher field, Line line, int indent, int depth) {
    String rest = field.group(7) == null ? "" : field.group(7);
    if (field.group(2) != null) {
      return list(field, rest, line, indent, depth);
    }
    if (!rest.isEmpty()) {
      return scalar(rest.strip(), line);
    }
    Line inner = next();
    return inner != null && inner.indent > indent
        ? fields(inner.indent, depth + 1)
        : NODES.objectNode();
  }

  private JsonNode list(Matcher field, String rest, Line line, int indent, int depth) {
    int length = Integer.parseInt(field.group(3));
    char comma = field.group(4).isEmpty() ? ',' : field.group(4).charAt(0);
    ArrayNode list = NODES.arrayNode();
    if (field.group(5) != null) {
      table(list, split(field.group(6), comma, line), comma, indent);
    } else if (!rest.isEmpty()) {
      split(rest, comma, line).forEach(word -> list.add(scalar(word, line)));
    } else {
      items(list, indent, depth);
    }
    if (list.size() != length) {
      throw TransferException.at(
          line.number, "names " + length + " elements, but " + list.size() + " are there");
    }
    return list;
  }

  private void table(ArrayNode list, List<String> columns, char comma, int indent) {
    Line first = next();
    int rows = first == null ? 0 : first.indent;
    for (Line row = first; row != null && row.indent == rows && rows > indent; row = next()) {
      at++;
      List<String> cells = split(row.text, comma, row);
      if (cells.size() != columns.size()) {
        throw wrong(row);
      }
      ObjectNode object = NODES.objectNode();
      for (int i = 0; i < cells.size(); i++) {
        object.set(key(columns.get(i), row), scalar(cells.get(i), row));
      }
      list.add(object);
    }
  }

  private void items(ArrayNode list, int indent, int depth) {
    Line first = next();
    int column = first == null ? 0 : first.indent;
    boolean inner = column > indent;
    for (Line line = first; inner && line != null && line.indent == column; line = next()) {
      if (!line.text.startsWith("-")) {
        break;
      }
      at++;
      list.add(item(line, line.text.substring(1).stripLeading(), depth + 1));
    }
  }

  /** An item: a list, an object that begins beside its dash, or a word. */
  private JsonNode item(Line line, String text, int depth) {
    if (text.isEmpty()) {
      return NODES.objectNode();
    }
    Matcher field = FIELD.matcher(text);
    if (depth > MAX_DEPTH) {
      throw wrong(line);
    }
    if (!field.matches()) {
      return scalar(text, line);
    }
    int column = line.indent + 2;
    if (field.group(1) == null) {
      return value(field, line, line.indent, depth);
    }
    ObjectNode object = NODES.objectNode();
    field(object, line, text, column, depth);
    for (Line more = next(); more != null && more.indent == column; more = next()) {
      at++;
      field(object, more, more.text, column, depth);
    }
    return object;
  }

  /** The parts between delimiters that stand in no quotes. */
  private static List<String> split(String text, char comma, Line line) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == comma && !quoted) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    if (quoted) {
      throw wrong(line);
    }
    parts.add(text.substring(from).strip());
    return parts;
  }

  private static String key(String text, Line line) {
    return text.startsWith("\"") ? unquoted(text, line) : text.strip();
  }

  private static JsonNode scalar(String text, Line line) {
    if (text.startsWith("\"")) {
      return NODES.textNode(unquoted(text, line));
    }
    return switch (text) {
      case "null" -> NODES.nullNode();
      case "true" -> NODES.booleanNode(true);
      case "false" -> NODES.booleanNode(false);
      default ->
          NUMBER.matcher(text).matches()
              ? NODES.numberNode(new BigDecimal(text))
              : NODES.textNode(text);
    };
  }

  private static String unquoted(String text, Line line) {
    if (text.length() < 2 || !text.endsWith("\"")) {
      throw wrong(line);
    }
    StringBuilder plain = new StringBuilder(text.length());
    int end = text.length() - 1;
    int i = 1;
    while (i < end) {
      char c = text.charAt(i++);
      if (c == '"') {
        throw wrong(line);
      }
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escaped = text.charAt(i++);
      switch (escaped) {
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case '\\' -> plain.append('\\');
        case '"' -> {
          if (i > end) {
            throw wrong(line); // it is the last quote that is escaped
          }
          plain.append('"');
        }
        default -> throw wrong(line);
      }
    }
    return plain.toString();
  }
}
