package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was heard with what was expected: at least this.
 *
 * <p>Objects may hold more fields than asked. A non-empty array must hold the asked items in this
 * order, and may hold others between them; {@code []} is an empty array and nothing else. Strings
 * may be patterns ({@code *}, {@code *string}, {@code ~regex}, {@code -}, {@code $X}, {@code !$X},
 * {@code =literal}); everything else must be equal, {@code 1} and {@code "1"} being different.
 */
final class Expectation {
  private Expectation() {}

  /**
   * Matches, and binds the variables that were seen for the first time; if it does not match, none
   * is bound.
   *
   * @return what is wrong and where, or {@code null} if all is well
   */
  static @Nullable String mismatch(JsonNode expected, JsonNode actual, Bindings bindings) {
    Bindings trial = bindings.copy();
    String problem = compare("", expected, actual, trial);
    if (problem == null) {
      bindings.become(trial);
    }
    return problem;
  }

  private static @Nullable String compare(
      String path, JsonNode expected, JsonNode actual, Bindings bindings) {
    if (expected.isTextual()) {
      return compareText(path, expected.textValue(), actual, bindings);
    }
    if (expected.isObject()) {
      return compareObject(path, expected, actual, bindings);
    }
    if (expected.isArray()) {
      return compareArray(path, expected, actual, bindings);
    }
    return expected.equals(actual) ? null : differs(path, expected.toString(), actual);
  }

  private static @Nullable String compareObject(
      String path, JsonNode expected, JsonNode actual, Bindings bindings) {
    if (!actual.isObject()) {
      return differs(path, "an object", actual);
    }
    for (Map.Entry<String, JsonNode> field : ((ObjectNode) expected).properties()) {
      JsonNode value = actual.get(field.getKey());
      String where = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      String problem =
          compare(
              where, field.getValue(), value == null ? MissingNode.getInstance() : value, bindings);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String compareArray(
      String path, JsonNode expected, JsonNode actual, Bindings bindings) {
    if (!actual.isArray() || (expected.isEmpty() && !actual.isEmpty())) {
      return differs(path, expected.isEmpty() ? "an empty array" : "an array", actual);
    }
    int from = 0;
    for (int i = 0; i < expected.size(); i++) {
      String problem = "the array is shorter";
      boolean found = false;
      for (; from < actual.size() && !found; from++) {
        Bindings trial = bindings.copy();
        problem = compare(path + "[" + from + "]", expected.get(i), actual.get(from), trial);
        found = problem == null;
        if (found) {
          bindings.become(trial);
        }
      }
      if (!found) {
        return path + " has no item " + expected.get(i) + " in its place (" + problem + ")";
      }
    }
    return null;
  }

  private static @Nullable String compareText(
      String path, String expected, JsonNode actual, Bindings bindings) {
    if (expected.equals("-")) {
      return actual.isMissingNode() ? null : path + " must not be there, but is " + actual;
    }
    if (expected.startsWith("*")) {
      return isOfType(expected.substring(1), actual)
          ? null
          : differs(path, describe(expected), actual);
    }
    if (expected.startsWith("~")) {
      String regex = bindings.fill(expected.substring(1), Pattern::quote);
      boolean found =
          actual.isTextual() && Pattern.compile(regex).matcher(actual.textValue()).find();
      return found ? null : differs(path, "a string that matches /" + regex + "/", actual);
    }
    if (expected.startsWith("!$")) {
      JsonNode other = bindings.fill(new TextNode(expected.substring(1)));
      boolean fits = isOfType("", actual) && !other.equals(actual);
      return fits ? null : differs(path, "something else than " + other, actual);
    }
    if (expected.startsWith("=")) {
      boolean same = actual.isTextual() && actual.textValue().equals(expected.substring(1));
      return same ? null : differs(path, "\"" + expected.substring(1) + "\"", actual);
    }
    return compareVariable(path, expected, actual, bindings);
  }

  private static @Nullable String compareVariable(
      String path, String expected, JsonNode actual, Bindings bindings) {
    String name = Bindings.nameIn(expected);
    if (name != null && bindings.value(name) == null) {
      if (!isOfType("", actual)) {
        return differs(path, "any value, to be called $" + name, actual);
      }
      bindings.bind(name, actual);
      return null;
    }
    JsonNode filled = bindings.fill(TextNode.valueOf(expected));
    return filled.equals(actual) ? null : differs(path, filled.toString(), actual);
  }

  /** Whether the kit knows the pattern {@code *type}. */
  static boolean isType(String type) {
    return switch (type) {
      case "", "string", "number", "int", "bool", "object", "array" -> true;
      default -> false;
    };
  }

  private static boolean isOfType(String type, JsonNode actual) {
    return switch (type) {
      case "string" -> actual.isTextual() && !actual.textValue().isEmpty();
      case "number" -> actual.isNumber();
      case "int" -> actual.isIntegralNumber();
      case "bool" -> actual.isBoolean();
      case "object" -> actual.isObject();
      case "array" -> actual.isArray();
      default -> !actual.isMissingNode() && !actual.isNull();
    };
  }

  private static String describe(String pattern) {
    return pattern.equals("*")
        ? "any value but null"
        : pattern.equals("*string")
            ? "a string, not empty"
            : "a value of type " + pattern.substring(1);
  }

  private static String differs(String path, String expected, JsonNode actual) {
    String where = path.isEmpty() ? "the message" : path;
    String heard =
        actual.isMissingNode() ? "is not there" : "is " + Texts.shorten(actual.toString(), 400);
    return where + " " + heard + ", expected " + Texts.shorten(expected, 400);
  }
}
