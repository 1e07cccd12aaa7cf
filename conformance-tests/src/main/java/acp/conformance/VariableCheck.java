package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which variables are bound at a line of a transcript, found by reading alone. */
final class VariableCheck {
  private static final Set<String> GIVEN =
      Set.of("CWD", "HOME", "NOTES", "SHORT", "LONG", "EDIT", "RUN", "READ", "PLAN");

  private final Set<String> bound = new HashSet<>(GIVEN);

  void bind(String name) {
    bound.add(name);
  }

  /** The slip, if the text names a variable that no line above has bound. */
  @Nullable String use(String text) {
    Matcher matcher = Bindings.VARIABLE.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (name != null && !bound.contains(name)) {
        return "$" + name + " is bound by no line above";
      }
    }
    return null;
  }

  /**
   * The slip in an expectation, whose whole-string variables may be new: from here on they are
   * bound.
   */
  @Nullable String hear(JsonNode expected) {
    if (expected.isTextual()) {
      return hearText(expected.textValue());
    }
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      String slip = hear(field.getValue());
      if (slip != null) {
        return slip;
      }
    }
    for (JsonNode item : expected.isArray() ? expected : MissingNode.getInstance()) {
      String slip = hear(item);
      if (slip != null) {
        return slip;
      }
    }
    return null;
  }

  private @Nullable String hearText(String text) {
    if (text.startsWith("*") && !Expectation.isType(text.substring(1))) {
      return "there is no pattern " + text + "; a text that begins so is written =" + text;
    }
    if (text.startsWith("~")) {
      try {
        Pattern.compile(Bindings.VARIABLE.matcher(text.substring(1)).replaceAll("x"));
      } catch (PatternSyntaxException e) {
        return "this is not a regular expression: " + e.getDescription();
      }
    }
    String name = Bindings.nameIn(text);
    if (name != null) {
      bound.add(name);
      return null;
    }
    return use(text);
  }
}
